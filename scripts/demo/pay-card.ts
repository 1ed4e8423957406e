import { once } from 'node:events'
import { createConnection } from 'node:net'
import type { Socket } from 'node:net'
import type { HallFile } from '@service-hall/contract'
import { waitFor } from '@service-hall/harness/process'
import { planOf } from './plan.ts'

/** Control port of the simulated card terminal; null when the hall has none on this machine. */
export function terminalControl(file: HallFile): number | null {
  const ids: readonly string[] = file.devices
    .filter(({ kind }) => kind === 'cardTerminal')
    .map(({ id }) => id)
  return planOf(file).simulators.find(({ name }) => ids.includes(name))?.controlPort ?? null
}

/**
 * A customer's hands at the card terminal: the card goes in, the PIN is entered, the card is taken back. `pin`: another one
 * than the card's. Rejects when no reading waits for a card, or the demo does not run.
 */
export async function payByCard(controlPort: number, pin?: string): Promise<void> {
  const socket = createConnection(controlPort, '127.0.0.1')
  try {
    await ask(socket, { do: 'insert', card: 'debit' })
    await ask(socket, { do: 'pin', ...(pin === undefined ? {} : { keys: pin }) })
    await ask(socket, { do: 'remove' })
  } finally {
    socket.destroy()
  }
}

async function ask(socket: Socket, request: object): Promise<void> {
  const answered = waitFor('the simulated card terminal to answer', once(socket, 'data'))
  socket.write(`${JSON.stringify(request)}\n`)
  const [bytes] = (await answered) as [Buffer]
  const { error } = JSON.parse(bytes.toString('utf8')) as { error?: string }
  if (error !== undefined) throw new Error(error)
}
