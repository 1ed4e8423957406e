import { once } from 'node:events'
import { createConnection } from 'node:net'
import type { HallFile } from '@service-hall/contract'
import { waitFor } from '@service-hall/harness/process'
import { planOf } from './plan.ts'

/** What can be laid on the reader of a demo's kiosk. */
export const CARDS = {
  old: {
    what: 'the card of somebody of 76',
    insert: { name: '张测试', birth: bornYearsAgo(76) },
    forMs: 4_000,
  },
  young: {
    what: 'the card of somebody of 30',
    insert: { name: '李样例', birth: bornYearsAgo(30) },
    forMs: 4_000,
  },
  unreadable: { what: 'a card that cannot be read', insert: { birth: '19501399' }, forMs: 4_000 },
  left: { what: 'a card that nobody takes back', insert: { name: '王模拟', birth: bornYearsAgo(45) } },
} as const
export type CardName = keyof typeof CARDS

/** Control port of the simulated reader of ID cards; null when the hall has none on this machine. */
export function readerControl(file: HallFile): number | null {
  const ids: readonly string[] = file.devices.filter(({ kind }) => kind === 'idReader').map(({ id }) => id)
  return planOf(file).simulators.find(({ name }) => ids.includes(name))?.controlPort ?? null
}

/** Lays a card on the simulated reader. Rejects when the demo does not run. */
export function layCard(controlPort: number, name: CardName): Promise<void> {
  const { what: _what, ...request } = CARDS[name]
  const socket = createConnection(controlPort, '127.0.0.1')
  const taken = once(socket, 'data')
  socket.write(`${JSON.stringify(request)}\n`)
  return waitFor('the simulated reader to take the card', taken).then(
    () => void socket.end(),
    (error: unknown) => {
      socket.destroy()
      throw error
    },
  )
}

function bornYearsAgo(years: number): string {
  return `${new Date().getFullYear() - years}0101`
}
