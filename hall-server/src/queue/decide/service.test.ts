import { expect, test } from 'vitest'
import { MINUTE, SECOND, aPureHall, asKiosk, asManager, asStaff, command } from '../../../test/builders.ts'
import type { PureHall } from '../../../test/builders.ts'

const [teller, second, third] = ['S1001', 'S1002', 'S1003'].map((id) => asStaff(id)) as [
  ReturnType<typeof asStaff>,
  ReturnType<typeof asStaff>,
  ReturnType<typeof asStaff>,
]
type Plain = 'ticket.call' | 'ticket.recall' | 'ticket.noShow' | 'ticket.start' | 'ticket.complete'

function at(hall: PureHall, type: Plain, counterId = 'C1', staff = teller) {
  return hall.refusal(staff, command(type, { counterId }))
}
function holding(hall: PureHall, counterId = 'C1'): string | null {
  return hall.counter(counterId).holding
}
function withCalled(...counters: string[]): { hall: PureHall; ticketId: string } {
  const hall = aPureHall()
  hall.open('C1', ...counters)
  const ticketId = hall.issue()
  hall.must(teller, command('ticket.call', { counterId: 'C1' }))
  return { hall, ticketId }
}

test('a counter calls who came first among those it can serve', () => {
  const hall = aPureHall()
  hall.open('C1', 'C3')
  const supply = hall.issue({ serviceId: 'connect' })
  const bill = hall.issue({ serviceId: 'invoice' })
  const { result } = hall.must(teller, command('ticket.call', { counterId: 'C1' }))
  expect(result.ticket).toMatchObject({ id: bill, number: 'A001' })
  expect(holding(hall)).toBe(bill)
  expect(at(hall, 'ticket.call', 'C3', third)).toBe(null)
  expect(holding(hall, 'C3')).toBe(supply)
  expect(hall.state.view.calls.map((call) => [call.ticketNumber, call.counterId])).toEqual([
    ['B001', 'C3'],
    ['A001', 'C1'],
  ])
})

test("a counter that is closed, paused, busy, another's, unknown or without customers calls nobody", () => {
  const hall = aPureHall()
  expect(at(hall, 'ticket.call')).toBe('counter.notOpen')
  expect(at(hall, 'ticket.call', 'C9')).toBe('counter.unknown')
  hall.open('C1')
  expect(at(hall, 'ticket.call')).toBe('queue.empty')
  expect(at(hall, 'ticket.call', 'C1', second)).toBe('counter.notYours')
  hall.must(teller, command('counter.pause', { counterId: 'C1', reasonId: 'break' }))
  expect(at(hall, 'ticket.call')).toBe('counter.notOpen')
  hall.must(teller, command('counter.resume', { counterId: 'C1' }))
  hall.issue()
  hall.issue()
  expect(at(hall, 'ticket.call')).toBe(null)
  expect(at(hall, 'ticket.call')).toBe('counter.busy')
})

test('a lobby manager may sit at a counter too', () => {
  const hall = aPureHall()
  hall.issue()
  hall.must(asManager(), command('counter.open', { counterId: 'C1' }))
  expect(hall.refusal(asManager(), command('ticket.call', { counterId: 'C1' }))).toBe(null)
})

test('a chosen ticket is called out of its turn, also a parked or missed one', () => {
  const hall = aPureHall()
  hall.open('C1', 'C2')
  const [first, chosen] = [hall.issue(), hall.issue()]
  const choose = (ticketId: string | undefined, counterId = 'C1', staff = teller) =>
    hall.refusal(staff, command('ticket.callChosen', { counterId, ticketId: ticketId ?? '' }))
  expect(choose(chosen)).toBe(null)
  expect(choose(first)).toBe('counter.busy')
  expect(choose(chosen, 'C2', second)).toBe('ticket.notWaiting')
  hall.must(teller, command('ticket.park', { counterId: 'C1', reasonId: 'documents', minutes: 5 }))
  expect(choose(chosen, 'C2', second)).toBe(null)
  hall.must(second, command('ticket.noShow', { counterId: 'C2' }))
  expect(choose(chosen)).toBe(null)
  expect(choose('no-such-ticket', 'C2', second)).toBe('ticket.unknown')
})

test('a counter cannot choose a ticket whose service it does not offer', () => {
  const hall = aPureHall()
  hall.open('C1')
  const ticketId = hall.issue({ serviceId: 'connect' })
  expect(hall.refusal(teller, command('ticket.callChosen', { counterId: 'C1', ticketId }))).toBe(
    'counter.cannotServe',
  )
  expect(hall.refusal(second, command('ticket.callChosen', { counterId: 'C2', ticketId }))).toBe(
    'counter.notOpen',
  )
})

test('a call is repeated up to the limit; one more makes a no-show', () => {
  const { hall, ticketId } = withCalled()
  for (const times of [2, 3, 4]) {
    expect(at(hall, 'ticket.recall')).toBe(null)
    expect(hall.state.view.calls[0]).toMatchObject({ ticketId, times })
  }
  const { facts } = hall.must(teller, command('ticket.recall', { counterId: 'C1' }))
  expect(facts.map(({ type }) => type)).toEqual(['TicketNoShow'])
  expect(hall.ticket(ticketId).state.status).toBe('noShow')
  expect(holding(hall)).toBe(null)
})

test.each(['ticket.recall', 'ticket.noShow', 'ticket.start', 'ticket.complete'] as const)(
  "%s needs an open counter of one's own with a customer",
  (type) => {
    const hall = aPureHall()
    expect(at(hall, type)).toBe('counter.notOpen')
    expect(at(hall, type, 'C9')).toBe('counter.unknown')
    hall.open('C1')
    expect(at(hall, type)).toBe('counter.noCustomer')
    expect(at(hall, type, 'C1', second)).toBe('counter.notYours')
  },
)

test('a customer who is being served is neither called again, nor a no-show, nor started twice', () => {
  const { hall } = withCalled()
  expect(at(hall, 'ticket.complete')).toBe('ticket.wrongState')
  expect(at(hall, 'ticket.start')).toBe(null)
  expect(at(hall, 'ticket.recall')).toBe('ticket.wrongState')
  expect(at(hall, 'ticket.noShow')).toBe('ticket.wrongState')
  expect(at(hall, 'ticket.start')).toBe('ticket.wrongState')
  expect(at(hall, 'ticket.complete')).toBe(null)
  expect(holding(hall)).toBe(null)
})

test('times of call, start and end are on the completed ticket', () => {
  const { hall, ticketId } = withCalled()
  const calledAt = hall.now
  const startedAt = (hall.now += 30 * SECOND)
  hall.must(teller, command('ticket.start', { counterId: 'C1' }))
  const endedAt = (hall.now += 5 * MINUTE)
  hall.must(teller, command('ticket.complete', { counterId: 'C1' }))
  expect(hall.ticket(ticketId).state).toEqual({
    status: 'completed',
    counterId: 'C1',
    calledAt,
    startedAt,
    endedAt,
  })
})

test('a ticket transferred to another service keeps its arrival and its place', () => {
  const { hall, ticketId } = withCalled('C2')
  const { arrivedAt } = hall.ticket(ticketId)
  const later = hall.issue({ serviceId: 'connect' })
  hall.now += 10 * MINUTE
  hall.must(
    teller,
    command('ticket.transfer', { counterId: 'C1', to: { kind: 'service', serviceId: 'connect' } }),
  )
  expect(hall.ticket(ticketId)).toMatchObject({
    arrivedAt,
    serviceId: 'connect',
    state: { status: 'waiting', target: null },
  })
  expect(hall.state.view.lanes['connect/normal']).toEqual([ticketId, later])
})

test('a ticket transferred to a counter waits for that counter only', () => {
  const { hall, ticketId } = withCalled('C2')
  hall.must(teller, command('ticket.transfer', { counterId: 'C1', to: { kind: 'counter', counterId: 'C2' } }))
  expect(at(hall, 'ticket.call')).toBe('queue.empty')
  expect(at(hall, 'ticket.call', 'C2', second)).toBe(null)
  expect(holding(hall, 'C2')).toBe(ticketId)
})

test('nobody is transferred to an unknown service or to a counter that is unknown, closed or unskilled', () => {
  const { hall } = withCalled('C3')
  const transfer = (to: { kind: 'service'; serviceId: string } | { kind: 'counter'; counterId: string }) =>
    hall.refusal(teller, command('ticket.transfer', { counterId: 'C1', to }))
  expect(transfer({ kind: 'service', serviceId: 'nothing' })).toBe('service.unknown')
  expect(transfer({ kind: 'counter', counterId: 'C9' })).toBe('counter.unknown')
  expect(transfer({ kind: 'counter', counterId: 'C2' })).toBe('counter.notOpen')
  expect(transfer({ kind: 'counter', counterId: 'C3' })).toBe('counter.cannotServe')
  hall.must(teller, command('ticket.noShow', { counterId: 'C1' }))
  expect(transfer({ kind: 'service', serviceId: 'ask' })).toBe('counter.noCustomer')
})

test('a parked ticket comes back to the counter that parked it, at its old place', () => {
  const { hall, ticketId } = withCalled()
  const later = hall.issue()
  hall.must(teller, command('ticket.park', { counterId: 'C1', reasonId: 'documents', minutes: 5 }))
  expect(hall.ticket(ticketId).state).toEqual({
    status: 'parked',
    counterId: 'C1',
    reasonId: 'documents',
    until: hall.now + 5 * MINUTE,
  })
  hall.must(asManager(), command('ticket.unpark', { ticketId }))
  expect(hall.ticket(ticketId).state).toEqual({ status: 'waiting', target: 'C1' })
  expect(hall.refusal(asManager(), command('ticket.unpark', { ticketId }))).toBe('ticket.wrongState')
  expect(hall.refusal(asManager(), command('ticket.unpark', { ticketId: 'no-such-ticket' }))).toBe(
    'ticket.unknown',
  )
  hall.must(teller, command('ticket.call', { counterId: 'C1' }))
  expect(holding(hall)).toBe(ticketId)
  expect(hall.ticket(later).state.status).toBe('waiting')
})

test('a ticket parked by a counter that has closed comes back for everybody', () => {
  const { hall, ticketId } = withCalled()
  hall.must(teller, command('ticket.park', { counterId: 'C1', reasonId: 'documents', minutes: 5 }))
  hall.must(teller, command('counter.close', { counterId: 'C1' }))
  hall.must(asManager(), command('ticket.unpark', { ticketId }))
  expect(hall.ticket(ticketId).state).toEqual({ status: 'waiting', target: null })
})

test('parking needs a configured reason', () => {
  const { hall } = withCalled()
  expect(
    hall.refusal(teller, command('ticket.park', { counterId: 'C1', reasonId: 'none', minutes: 5 })),
  ).toBe('reason.unknown')
})

test('a no-show who comes after all gets the old place back', () => {
  const { hall, ticketId } = withCalled()
  const later = hall.issue()
  expect(hall.refusal(asManager(), command('ticket.reactivate', { ticketId }))).toBe('ticket.wrongState')
  hall.must(teller, command('ticket.noShow', { counterId: 'C1' }))
  hall.must(asManager(), command('ticket.reactivate', { ticketId }))
  expect(hall.state.view.lanes['pay/normal']).toEqual([ticketId, later])
  expect(hall.refusal(asManager(), command('ticket.reactivate', { ticketId: 'no-such-ticket' }))).toBe(
    'ticket.unknown',
  )
})

test('who waits, is parked or missed can be voided for a configured reason; who is at a counter cannot', () => {
  const { hall, ticketId } = withCalled()
  const voiding = (id = ticketId, reasonId = 'left') =>
    hall.refusal(asManager(), command('ticket.void', { ticketId: id, reasonId }))
  expect(voiding()).toBe('ticket.wrongState')
  expect(voiding('no-such-ticket')).toBe('ticket.unknown')
  hall.must(teller, command('ticket.noShow', { counterId: 'C1' }))
  expect(voiding(ticketId, 'none')).toBe('reason.unknown')
  expect(voiding()).toBe(null)
  expect(hall.ticket(ticketId).state.status).toBe('voided')
  expect(hall.state.view.calls).toEqual([])
  expect(voiding()).toBe('ticket.wrongState')
})

test('what a kiosk may not do at a counter it is denied', () => {
  const { hall } = withCalled()
  expect(hall.refusal(asKiosk(), command('ticket.call', { counterId: 'C1' }))).toBe('access.denied')
})
