import { expect, test } from 'vitest'
import type { CashEvent, CashMemory } from './cash-acceptor.ts'
import { cctalkCoin } from './cctalk-dialect.ts'
import type { CctalkState } from './cctalk-dialect.ts'
import { emptyMemory } from './note-tracking.ts'

const five = [1, 1, 2, 1, 3, 1, 2, 1, 1, 1]

/** A coin acceptor in use, of which only the readings of its events are told. */
function anAcceptor(counter: number, buffer: readonly number[]) {
  let state: CctalkState = {
    ...cctalkCoin.begin(),
    ready: true,
    table: [0, 10, 50, 100],
    applied: 14,
  }
  let memory: CashMemory = { ...emptyMemory(() => 0.5), eventCounter: { value: counter, buffer } }
  const events: CashEvent[] = []
  return {
    events,
    read(value: number, heard: readonly number[]) {
      const wishes = { memory, accept: 'all' as const }
      const asked = cctalkCoin.next(state, wishes)
      expect(asked.name).toBe('events')
      const data = Uint8Array.from([value, ...heard])
      const step = cctalkCoin.hear(state, asked, { fromHost: false, header: 0, data }, wishes)
      state = { ...step.state, applied: 14 }
      memory = step.memory
      events.push(...step.events)
    },
    paid: () => events.flatMap((event) => (event.type === 'credited' ? [event.denominationFen] : [])),
    /** Whether the next reading goes out at once. */
    asksAgain: () => cctalkCoin.next(state, { memory, accept: 'all' }).paced !== true,
  }
}

test.each([
  ['that jumped', 49, five],
  ['that says that all the buffer is new', 45, five],
  ['whose buffer does not follow', 41, [9, ...five.slice(1)]],
] as const)('credits nothing again for one spoilt counter %s', (_, counter, buffer) => {
  const acceptor = anAcceptor(40, five)
  acceptor.read(counter, buffer)
  expect(acceptor.asksAgain()).toBe(true)
  acceptor.read(40, five)
  expect(acceptor.events).toEqual([])
  expect(acceptor.asksAgain()).toBe(false)
})

test('believes a jump that is told twice, also when a coin fell in between', () => {
  const acceptor = anAcceptor(40, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  acceptor.read(46, five)
  acceptor.read(47, [3, 1, ...five.slice(0, 8)])
  expect(acceptor.paid()).toEqual([50, 100, 50, 10, 100])
  expect(acceptor.events).toContainEqual(expect.objectContaining({ type: 'uncertain', atMost: 2 }))
})

test('asks until two readings in a row agree', () => {
  const acceptor = anAcceptor(40, five)
  acceptor.read(90, five)
  acceptor.read(140, five)
  expect(acceptor.events).toEqual([])
  acceptor.read(41, [2, 1, ...five.slice(0, 8)])
  expect(acceptor.paid()).toEqual([50])
})
