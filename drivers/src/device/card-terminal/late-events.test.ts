import { expect, test } from 'vitest'
import { aFarEnd } from '../../../test/far-end.ts'
import { cleanup } from '../../../test/cleanup.ts'
import { told } from '../../../test/told.ts'
import { untilOnline } from '../../../test/until.ts'
import { createTerminalReader, encodeTerminalFrame, TERMINAL_COMMAND } from '../../frame/card-terminal.ts'
import { createCardTerminal } from './card-terminal.ts'
import type { CardTerminalEvent } from './card-terminal.ts'

const onEnd = cleanup()

/** Data of `cardRead` of a stripe, with its number in the reading. */
function cardRead(number: number, lastFour: string): Buffer {
  const masked = Buffer.from(`621626******${lastFour}`, 'latin1')
  return Buffer.from([0, number, 2, masked.length, ...masked, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0xff, 0, 0])
}

/** A terminal without manners, which sends what a test tells it to; answers everything with "done". */
async function aRudeTerminal() {
  const reader = createTerminalReader()
  const readings: number[] = []
  const end = await aFarEnd((bytes) => {
    for (const { command, sequence } of reader.push(bytes)) {
      if (command === TERMINAL_COMMAND.seen) continue
      if (command === TERMINAL_COMMAND.read && !readings.includes(sequence)) readings.push(sequence)
      const data = Buffer.from([0, 0b1100, 0, 0, 0])
      tell(command | TERMINAL_COMMAND.acknowledge, sequence, data)
    }
  })
  onEnd(() => end.stop())
  const tell = (command: number, sequence: number, data: Buffer) =>
    end.send(encodeTerminalFrame({ command, sequence, data }).toString('latin1'))
  const url = `tcp://127.0.0.1:${end.port}`
  const terminal = createCardTerminal({ id: 'card', profile: 'own', link: { url } })
  onEnd(() => terminal.stop())
  const { events } = told<CardTerminalEvent>(terminal)
  terminal.start()
  await untilOnline(terminal)
  return { terminal, readings, tell, events }
}

test('what comes for an earlier reading, however late, is nothing to the next', async () => {
  const { terminal, readings, tell, events } = await aRudeTerminal()
  const first = terminal.read({ requestId: 'r1', fen: 1, timeoutMs: 60_000 })
  await expect.poll(() => readings.length).toBe(1)
  await terminal.cancel('r1')
  expect(await first).toEqual({ outcome: 'canceled', by: 'host' })
  const second = terminal.read({ requestId: 'r2', fen: 2, timeoutMs: 60_000 })
  await expect.poll(() => readings.length).toBe(2)
  const [old = 0, now = 0] = readings
  tell(TERMINAL_COMMAND.cardPresented, old, Buffer.of(0, 1, 2))
  tell(TERMINAL_COMMAND.pinDigits, old, Buffer.of(0, 2, 6))
  tell(TERMINAL_COMMAND.cardRead, old, cardRead(3, '1111'))
  tell(TERMINAL_COMMAND.cancelled, old, Buffer.of(0, 4))
  tell(TERMINAL_COMMAND.cardRead, now, cardRead(1, '2222'))
  expect(await second).toMatchObject({ outcome: 'read', card: { maskedPan: '621626******2222' } })
  expect(events).toEqual([])
  expect(terminal.counters.strays).toBe(4)
})

test('what comes when nothing is open is given to nobody', async () => {
  const { terminal, readings, tell, events } = await aRudeTerminal()
  const read = terminal.read({ requestId: 'r1', fen: 1, timeoutMs: 60_000 })
  await expect.poll(() => readings.length).toBe(1)
  const [now = 0] = readings
  tell(TERMINAL_COMMAND.cardRead, now, cardRead(1, '1111'))
  expect((await read).outcome).toBe('read')
  tell(TERMINAL_COMMAND.cardRead, now, cardRead(2, '2222'))
  tell(TERMINAL_COMMAND.pinDigits, now, Buffer.of(0, 3, 6))
  tell(TERMINAL_COMMAND.cardRemoved, now, Buffer.of(0, 4))
  await expect.poll(() => events).toEqual([{ type: 'cardRemoved', requestId: 'r1' }])
})

test('a card that is told in the clear is taken by nobody', async () => {
  const { terminal, readings, tell } = await aRudeTerminal()
  const read = terminal.read({ requestId: 'r1', fen: 1, timeoutMs: 60_000 })
  await expect.poll(() => readings.length).toBe(1)
  const number = Buffer.from('6216261234567890', 'latin1')
  const clear = Buffer.from([0, 1, 2, number.length, ...number, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0xff, 0, 0])
  tell(TERMINAL_COMMAND.cardRead, readings[0] ?? 0, clear)
  const outcome = await read
  expect(outcome).toEqual({ outcome: 'failed', error: { code: 'securityFail', action: 'maintenance' } })
})
