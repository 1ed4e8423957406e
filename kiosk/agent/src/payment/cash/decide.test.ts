import type { CashEvent, CashMemory } from '@service-hall/drivers'
import { expect, test } from 'vitest'
import { emptyState, idMaker, stateAfter } from '../../../test/builders.ts'
import type { AgentFact } from '../../capabilities.ts'
import { knownCommands } from '../../outbox/state.ts'
import { cashEnded, cashRecorded } from './decide.ts'

const DEVICE = 'K1-cash'
const memory = (doubtful: string[] = []): CashMemory => ({
  ...{ series: 's', lastNote: 1, note: null, eventCounter: null, accepting: true },
  box: {
    ...{ boxId: 's-box1', number: 1, pieces: {}, withdrawn: 0, openings: 0 },
    doubtful: doubtful.map((noteId) => ({ noteId })),
  },
})
const OPENED: AgentFact = {
  ...{ type: 'CashOpened', deviceId: DEVICE, orderId: 'order-000001' },
  ...{ attemptId: 'attempt-000001', short: 'credit' },
}
const newId = idMaker()

/** What the hall hears of what an acceptor told. */
function told(event: CashEvent, isOpen = true, doubtful: string[] = []) {
  const recorded: AgentFact = {
    type: 'CashRecorded',
    ...{ deviceId: DEVICE, memory: memory(doubtful), credits: [] },
  }
  const before = stateAfter([...(isOpen ? [OPENED] : []), recorded])
  const facts = cashRecorded(before, DEVICE, { memory: memory(), events: [event] }, newId)
  return knownCommands(stateAfter(facts, before).outbox)
}

test('a note that nobody can tell where it is becomes somebody’s work at the hall', () => {
  const uncertain = { type: 'uncertain', noteId: 's-1', denominationFen: 5_000, reason: 'powerLost' } as const
  expect(told(uncertain)).toMatchObject([
    { type: 'payment.doubtNote', noteId: 's-1', fen: 5_000, orderId: 'order-000001' },
  ])
  const [lost] = told({ type: 'uncertain', noteId: 's-2', atMost: 9_000, reason: 'eventsLost' }, false)
  expect(lost).toMatchObject({ type: 'payment.doubtNote', noteId: 's-2', atMost: 1_000 })
  expect(lost).not.toHaveProperty('orderId')
})

test('a note in the box that is nobody’s is told, too', () => {
  const credited = { type: 'credited', noteId: 's-1', creditId: 's-1', denominationFen: 5_000 } as const
  expect(told(credited, false)).toMatchObject([
    { type: 'payment.doubtNote', noteId: 's-1', fen: 5_000, reason: 'nobodys' },
  ])
})

test('a note that went back is told only where it was in doubt', () => {
  const returned = { type: 'returned', noteId: 's-1', denominationFen: 5_000, reason: 'powerLost' } as const
  expect(told(returned)).toEqual([])
  expect(told(returned, true, ['s-1'])).toMatchObject([
    { type: 'payment.settleNote', noteId: 's-1', isFound: false },
  ])
})

test('the hall hears of a note in doubt before it hears of the end', () => {
  const uncertain = { type: 'uncertain', noteId: 's-1', reason: 'jammed' } as const
  let state = stateAfter([OPENED], emptyState())
  state = stateAfter(cashRecorded(state, DEVICE, { memory: memory(), events: [uncertain] }, newId), state)
  state = stateAfter([{ type: 'CashEnding', deviceId: DEVICE, short: 'credit' }], state)
  expect(cashEnded(state, DEVICE, newId)).toEqual([])
  const [doubt] = knownCommands(state.outbox)
  const answered = { commandId: doubt!.id, answer: { ok: true, upTo: 1, result: {} } } as const
  state = stateAfter([{ type: 'CommandAnswered', ...answered }], state)
  expect(cashEnded(state, DEVICE, newId)).toHaveLength(2)
})
