import { expect, test } from 'vitest'
import { DAY, MINUTE, SYSTEM, aPureHall, asKiosk, asManager, asStaff, command } from '../../test/builders.ts'
import type { PureHall } from '../../test/builders.ts'

const teller = asStaff('S1001')

test('a new day closes who still waits, is parked or missed, and numbers begin again', () => {
  const hall = aPureHall()
  hall.open('C1')
  const [parked, missed, waiting] = [hall.issue(), hall.issue(), hall.issue()]
  hall.must(teller, command('ticket.call', { counterId: 'C1' }))
  hall.must(teller, command('ticket.park', { counterId: 'C1', reasonId: 'documents', minutes: 5 }))
  hall.must(teller, command('ticket.call', { counterId: 'C1' }))
  hall.must(teller, command('ticket.noShow', { counterId: 'C1' }))
  hall.now += DAY
  const fresh = hall.issue()
  expect(hall.ticket(fresh).number).toBe('A001')
  for (const id of [parked, missed, waiting]) expect(hall.ticket(id).state.status).toBe('closed')
  expect(hall.state.view.lanes).toEqual({ 'pay/normal': [fresh] })
  expect(hall.due()).toEqual([])
})

/** Signs S1001 in, with the session of `teller`. */
function signIn(hall: PureHall): void {
  const outcome = { kind: 'signedIn' as const, sessionId: teller.sessionId, until: hall.now + 2 * DAY }
  hall.must(SYSTEM, command('staff.noteSignIn', { staffId: 'S1001', outcome }))
}
function serveFirst(hall: PureHall): string {
  hall.open('C1')
  const held = hall.issue()
  hall.must(teller, command('ticket.call', { counterId: 'C1' }))
  hall.must(teller, command('ticket.start', { counterId: 'C1' }))
  return held
}

test('a customer who is at a counter over midnight is served to the end, and no new ticket gets that number', () => {
  const hall = aPureHall()
  signIn(hall)
  const held = serveFirst(hall)
  hall.now += DAY
  const next = hall.issue()
  expect(hall.ticket(held).state.status).toBe('serving')
  expect(hall.state.view.calls.map((call) => call.ticketId)).toEqual([held])
  expect([hall.ticket(held).number, hall.ticket(next).number]).toEqual(['A001', 'A002'])
  hall.must(teller, command('ticket.complete', { counterId: 'C1' }))
  expect(hall.ticket(held)).toMatchObject({ day: '2026-01-05', state: { status: 'completed' } })
  hall.now += DAY
  expect(hall.ticket(hall.issue()).number).toBe('A001')
})

test('a case left running over night is ended with a flag, and its counter closed, before the first number of the day', () => {
  const hall = aPureHall()
  const held = serveFirst(hall)
  hall.must(asStaff('S1002'), command('counter.open', { counterId: 'C2' }))
  hall.now += DAY
  const fresh = hall.issue()
  expect(hall.entries.slice(-2).map(({ fact }) => fact)).toMatchObject([
    { type: 'DayOpened', day: '2026-01-06', left: ['C1', 'C2'] },
    { type: 'TicketIssued', number: 'A001' },
  ])
  expect(hall.ticket(held).state).toEqual({ status: 'closed', at: hall.now, counterId: 'C1' })
  expect(hall.ticket(fresh).number).toBe('A001')
  expect(hall.state.view.calls).toEqual([])
  expect(hall.counter('C1')).toEqual({ id: 'C1', duty: { status: 'closed' }, holding: null, undo: null })
})

test("a manager who frees a counter with a case of yesterday ends it: its number is today's already", () => {
  const hall = aPureHall()
  signIn(hall)
  const held = serveFirst(hall)
  hall.now += DAY
  hall.must(asManager(), command('counter.close', { counterId: 'C1' }))
  expect(hall.ticket(held).state.status).toBe('closed')
  expect(hall.state.view.lanes).toEqual({})
})

test("what was done yesterday cannot be undone, and yesterday's ended tickets are gone with the next day", () => {
  const hall = aPureHall()
  signIn(hall)
  hall.open('C1')
  const id = hall.issue()
  hall.must(teller, command('ticket.call', { counterId: 'C1' }))
  hall.must(teller, command('ticket.noShow', { counterId: 'C1' }))
  hall.now += DAY
  hall.issue()
  expect(hall.refusal(teller, command('counter.undo', { counterId: 'C1' }))).toBe('undo.nothing')
  hall.now += DAY
  hall.issue()
  expect(hall.state.view.tickets[id]).toBeUndefined()
})

test('a clock set back over midnight goes on with the numbers of the day', () => {
  const hall = aPureHall({ now: Date.parse('2026-01-06T00:00:30+08:00') })
  hall.issue()
  hall.now -= MINUTE
  const { result } = hall.must(asKiosk(), command('ticket.issue'))
  expect(result.ticket?.number).toBe('A002')
  expect(hall.state.view.day).toBe('2026-01-06')
})

test('a clock that was years ahead and put right goes on with the numbers of the true day', () => {
  const hall = aPureHall()
  hall.issue()
  hall.now += 2000 * DAY
  hall.issue()
  hall.now -= 2000 * DAY
  const { result } = hall.must(asKiosk(), command('ticket.issue'))
  expect(result.ticket?.number).toBe('A002')
})

test('a clock set back does not let newcomers pass those who wait', () => {
  const hall = aPureHall()
  hall.open('C1')
  const first = hall.issue()
  hall.now -= 60 * MINUTE
  const second = hall.issue()
  hall.must(teller, command('ticket.call', { counterId: 'C1' }))
  expect(hall.counter('C1').holding).toBe(first)
  expect(hall.state.view.lanes['pay/normal']).toEqual([second])
})
