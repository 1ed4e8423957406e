import { emptyView, evolve } from '@service-hall/contract'
import type { Fact, FactEntry, HallConfig, HallView } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { FRESH_MS, heard, missedCalls } from './hearing.ts'

const T0 = 1_700_000_000_000
const TICKET_ID = 'ticket-0007'
const at = { ticketId: TICKET_ID, counterId: 'C3', by: 'staff:S1' }
const issued = {
  type: 'TicketIssued',
  ticketId: TICKET_ID,
  number: 'A007',
  day: '2026-01-05',
  count: 7,
  groupId: 'fee',
  serviceId: 'pay',
  classId: 'normal',
  language: 'zh',
  senior: false,
  ahead: 0,
  by: 'staff:S1',
}
const calledFact = { type: 'TicketCalled', ...at, staffId: 'S1' }

/** Folds facts one second apart. */
function aHall(...facts: object[]): { view: HallView; last: FactEntry } {
  const view = emptyView()
  view.config = { counters: [{ id: 'C3', number: '3' }] } as HallConfig
  const entries = facts.map((fact, index) => ({
    number: index + 1,
    at: T0 + index * 1000,
    fact: fact as Fact,
  }))
  entries.forEach((entry) => evolve(view, entry))
  return { view, last: entries.at(-1)! }
}

test('a call becomes a call-out with the numbers that are shown', () => {
  const { view, last } = aHall(issued, calledFact)
  expect(heard(view, last, last.at)).toEqual({
    type: 'called',
    call: {
      callNumber: 2,
      ticketId: TICKET_ID,
      counterId: 'C3',
      ticketNumber: 'A007',
      counterNumber: '3',
      language: 'zh',
      at: last.at,
      times: 1,
    },
  })
})

test('a recall counts', () => {
  const { view, last } = aHall(issued, calledFact, { type: 'TicketRecalled', ...at, times: 1 })
  expect(heard(view, last, last.at)).toMatchObject({ type: 'called', call: { callNumber: 3, times: 2 } })
})

test('a call that comes late, after a broken line, is not announced', () => {
  const { view, last } = aHall(issued, calledFact)
  expect(heard(view, last, last.at + FRESH_MS)).not.toBeNull()
  const tooLate = { type: 'tooLate', ticketId: TICKET_ID, callNumber: 2 }
  expect(heard(view, last, last.at + FRESH_MS + 1)).toEqual(tooLate)
})

test('only the undo of a call withdraws it', () => {
  const undone = { type: 'ActionUndone', counterId: 'C3', by: 'staff:S1', ticketId: TICKET_ID }
  const call = aHall(issued, calledFact, { ...undone, action: 'call' })
  expect(heard(call.view, call.last, T0)).toEqual({ type: 'ticketWithdrawn', ticketId: TICKET_ID })
  const start = aHall(issued, calledFact, { ...undone, action: 'start' })
  expect(heard(start.view, start.last, T0)).toBeNull()
})

test.each([
  { type: 'TicketNoShow', ...at },
  { type: 'TicketTransferred', ...at, to: { kind: 'service', serviceId: 'pay' } },
  { type: 'TicketParked', ...at, reasonId: 'form', until: T0 },
  { type: 'TicketVoided', ticketId: TICKET_ID, by: 'staff:S1' },
])('a ticket that left the counter is withdrawn: $type', (fact) => {
  const { view, last } = aHall(issued, calledFact, fact)
  expect(heard(view, last, T0)).toEqual({ type: 'ticketWithdrawn', ticketId: TICKET_ID })
})

test('a counter that closes withdraws its calls', () => {
  const { view, last } = aHall(issued, calledFact, { type: 'CounterClosed', counterId: 'C3', by: 'staff:S1' })
  expect(heard(view, last, T0)).toEqual({ type: 'counterWithdrawn', counterId: 'C3' })
})

test('the start of a service changes nothing: the customer next to it may still listen', () => {
  const { view, last } = aHall(issued, calledFact, { type: 'ServiceStarted', ...at })
  expect(heard(view, last, T0)).toBeNull()
})

test('the first snapshot of a page announces nothing', () => {
  const { view, last } = aHall(issued, calledFact)
  expect(missedCalls(0, view, last.at)).toEqual({ fresh: [], late: [] })
})

test('calls made while the line was broken are announced if they are fresh, and no others', () => {
  const { view, last } = aHall(issued, calledFact)
  expect(missedCalls(1, view, last.at)).toMatchObject({
    fresh: [{ type: 'called', call: { callNumber: 2 } }],
    late: [],
  })
  expect(missedCalls(2, view, last.at)).toEqual({ fresh: [], late: [] })
  expect(missedCalls(1, view, last.at + FRESH_MS + 1)).toEqual({
    fresh: [],
    late: [{ ticketId: TICKET_ID, callNumber: 2 }],
  })
})

test('with a new day nobody of the day before is announced any more', () => {
  const { view, last } = aHall(issued, calledFact, {
    type: 'DayOpened',
    day: '2026-01-06' as never,
    left: ['C3' as never],
  })
  expect(heard(view, last, 0)).toEqual({ type: 'listed', tickets: [] })
})
