import { expect, test } from 'vitest'
import { MINUTE, SYSTEM, aPureHall, asManager, asStaff, command } from '../../test/builders.ts'
import type { PureHall } from '../../test/builders.ts'

const teller = asStaff('S1001')

function fail(hall: PureHall, times = 1): void {
  for (let n = 0; n < times; n += 1)
    hall.must(SYSTEM, command('staff.noteSignIn', { staffId: 'S1001', outcome: { kind: 'wrongPassword' } }))
}
function signIn(hall: PureHall, sessionId: string, until = hall.now + MINUTE): void {
  hall.must(
    SYSTEM,
    command('staff.noteSignIn', { staffId: 'S1001', outcome: { kind: 'signedIn', sessionId, until } }),
  )
}
function signOut(hall: PureHall, sessionId: string): void {
  hall.must(
    SYSTEM,
    command('staff.noteSignIn', { staffId: 'S1001', outcome: { kind: 'signedOut', sessionId } }),
  )
}
function failures(hall: PureHall) {
  return hall.state.staff.failures['S1001']
}

test('the fifth wrong password in a row locks the account for a while', () => {
  const hall = aPureHall()
  fail(hall, 4)
  expect(failures(hall)).toEqual({ count: 4, lockedUntil: 0 })
  fail(hall)
  expect(failures(hall)).toEqual({ count: 5, lockedUntil: hall.now + 15 * MINUTE })
})

test('while an account is locked nothing counts, not even the right password', () => {
  const hall = aPureHall()
  fail(hall, 5)
  const locked = failures(hall)
  const until = hall.now + MINUTE
  for (const outcome of [
    { kind: 'wrongPassword' as const },
    { kind: 'signedIn' as const, sessionId: 'session-1', until },
  ])
    expect(hall.refusal(SYSTEM, command('staff.noteSignIn', { staffId: 'S1001', outcome }))).toBe(
      'access.locked',
    )
  expect(failures(hall)).toEqual(locked)
  expect(hall.state.staff.sessions).toEqual({})
})

test('a lock that has run out starts a new count', () => {
  const hall = aPureHall()
  fail(hall, 5)
  hall.now += 15 * MINUTE
  fail(hall)
  expect(failures(hall)).toEqual({ count: 1, lockedUntil: 0 })
})

test('signing in forgets earlier failures', () => {
  const hall = aPureHall()
  fail(hall, 4)
  signIn(hall, 'session-1')
  expect(failures(hall)).toBeUndefined()
})

test('sessions stand until signed out; those that ran out are forgotten', () => {
  const hall = aPureHall()
  signIn(hall, 'session-1')
  hall.now += MINUTE + 1
  signIn(hall, 'session-2')
  expect(Object.keys(hall.state.staff.sessions)).toEqual(['session-2'])
  signOut(hall, 'session-2')
  expect(hall.state.staff.sessions).toEqual({})
})

test('whoever signs out leaves the counter, unless a customer sits there', () => {
  const hall = aPureHall()
  hall.open('C1')
  hall.issue()
  hall.must(teller, command('ticket.call', { counterId: 'C1' }))
  signOut(hall, 'session-1')
  expect(hall.counter('C1').duty.status).toBe('open')
  hall.must(teller, command('ticket.noShow', { counterId: 'C1' }))
  signOut(hall, 'session-2')
  expect(hall.counter('C1').duty.status).toBe('closed')
})

test('nobody who is not on the staff signs in, and nobody but the server says so', () => {
  const hall = aPureHall()
  const note = (staffId: string) =>
    command('staff.noteSignIn', { staffId, outcome: { kind: 'wrongPassword' } })
  expect(hall.refusal(SYSTEM, note('S9999'))).toBe('staff.unknown')
  expect(hall.refusal(asManager(), note('S1001'))).toBe('access.denied')
})
