import { sum8 } from './crc.ts'

/**
 * Switches one channel of a USB stack light or relay: `A0 channel state sum`, 9600 8N1, without an answer. Sources: USB
 * Stack Light Serial Communications (2023; 1 red, 2 green, 3 yellow, 4 buzzer), and the LCUS relay boards with the same
 * frame.
 */
export function switchFrame(channel: number, on: boolean): Buffer {
  const head = [0xa0, channel & 0xff, on ? 1 : 0]
  return Buffer.from([...head, sum8(Uint8Array.from(head))])
}
