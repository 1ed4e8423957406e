import { createDecipheriv } from 'node:crypto'
import { told } from './told.ts'
import { startSimulator } from './simulator.ts'
import { untilOnline } from './until.ts'
import { createCardTerminal } from '../src/device/card-terminal/card-terminal.ts'
import type { CardReading, CardTerminalEvent } from '../src/device/card-terminal/card-terminal.ts'

/** Working keys of tests, as their acquirer knows them. */
export const TERMINAL_KEYS = {
  pin: '0123456789ABCDEF1032547698BADCFE',
  track: 'FEDCBA98765432100123456789ABCDEF',
}

/** A terminal's driver on a real pseudo-terminal, online, with its working keys and its events in order. */
export async function aCardTerminal(onEnd: (end: () => Promise<void>) => void) {
  const simulator = await startSimulator('card-terminal')
  onEnd(() => simulator.stop())
  const { control } = simulator
  await control.ask({ keys: TERMINAL_KEYS })
  const pty = await simulator.pty()
  const terminal = createCardTerminal({ id: 'card', profile: 'own', link: { url: pty.url, baud: 115_200 } })
  onEnd(() => terminal.stop())
  const { events, untilEvents } = told<CardTerminalEvent>(terminal)
  terminal.start()
  await untilOnline(terminal)
  const act = (what: string, more: object = {}) => control.ask({ do: what, ...more })
  return {
    terminal,
    simulator,
    pty,
    control,
    events,
    untilEvents,
    act,
    /** Begins a reading and waits until the terminal shows it. */
    begin: async (reading: Partial<CardReading> = {}) => {
      const outcome = terminal.read({ requestId: 'r1', fen: 8_640, timeoutMs: 60_000, ...reading })
      const shown = (await control.ask({ wait: 'reading' })) as Record<string, unknown>
      return { outcome, shown }
    },
  }
}

/** Deciphers whole blocks as an acquirer does, hexadecimal. */
export function decipher(key: string, cipher: string): string {
  const bytes = Buffer.from(key, 'hex')
  const des = createDecipheriv('des-ede3', Buffer.concat([bytes, bytes.subarray(0, 8)]), null)
  des.setAutoPadding(false)
  return Buffer.concat([des.update(Buffer.from(cipher, 'hex')), des.final()])
    .toString('hex')
    .toUpperCase()
}

/** The PIN in a block of ISO 9564-1 format 0. */
export function pinOf(block: string, pan: string): string {
  const clear = BigInt(`0x${block}`) ^ BigInt(`0x0000${pan.slice(-13, -1)}`)
  const text = clear.toString(16).padStart(16, '0')
  return text.slice(2, 2 + Number.parseInt(text[1] ?? '0', 16))
}
