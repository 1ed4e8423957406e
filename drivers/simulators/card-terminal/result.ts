import { createHmac } from 'node:crypto'
import { maskOf, trackOf } from './cards.ts'
import type { Card, How } from './cards.ts'
import type { KeyStore } from './keys.ts'

/** Data of the event `card read` behind its number. */
export function resultOf(card: Card, how: How, fen: number, pin: string | null, keys: KeyStore): Buffer {
  const pinBlock = pin === null ? Buffer.alloc(0) : keys.encipher('pin', pinBlockOf(pin, card.pan))
  const chip = how === 2 || !card.chip ? Buffer.alloc(0) : emvOf(card, fen)
  const sequence = how === 2 || card.sequence === null ? 0xff : Number(card.sequence)
  // Entry modes: 1 chip, 2 stripe, 3 contactless.
  return Buffer.concat([
    Buffer.of(how),
    sized(Buffer.from(maskOf(card), 'latin1')),
    sized(keys.encipher('track', packed(trackOf(card)))),
    sized(pinBlock),
    Buffer.of(sequence),
    Buffer.of(chip.length >> 8, chip.length & 0xff),
    chip,
  ])
}

/** ISO 9564-1 format 0: `0`, length, PIN, `F`…, exclusive or `0000` and the last twelve digits but the check digit. */
function pinBlockOf(pin: string, pan: string): Buffer {
  const ofPin = Buffer.from(`0${pin.length.toString(16)}${pin}`.padEnd(16, 'F'), 'hex')
  const ofPan = Buffer.from(`0000${pan.slice(-13, -1)}`, 'hex')
  return Buffer.from(ofPin.map((byte, index) => byte ^ (ofPan[index] ?? 0)))
}

/** Digits and `D`, two a byte, filled with `F` to whole blocks. */
function packed(track: string): Buffer {
  return Buffer.from(track.padEnd(Math.ceil(track.length / 16) * 16, 'F'), 'hex')
}

/** What goes into field 55, with a cryptogram that only looks like one. */
function emvOf({ pan, sequence }: Card, fen: number): Buffer {
  const amount = String(fen).padStart(12, '0')
  const made = createHmac('sha256', `${pan}${sequence}`).update(amount).digest()
  const fields: [tag: string, value: string | Buffer][] = [
    ['9F26', made.subarray(0, 8)],
    ['9F27', '80'],
    ['9F10', '07010103A02002010A010000000000'],
    ['9F37', made.subarray(8, 12)],
    ['9F36', '0001'],
    ['95', '0000000800'],
    ['9A', '300101'],
    ['9C', '00'],
    ['9F02', amount],
    ['5F2A', '0156'],
    ['82', '7C00'],
    ['9F1A', '0156'],
    ['9F03', '000000000000'],
    ['9F33', 'E0F0C8'],
    ['84', 'A000000333010101'],
  ]
  return Buffer.concat(
    fields.map(([tag, value]) => {
      const bytes = typeof value === 'string' ? Buffer.from(value, 'hex') : value
      return Buffer.concat([Buffer.from(tag, 'hex'), Buffer.of(bytes.length), bytes])
    }),
  )
}

function sized(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.of(bytes.length), bytes])
}
