import { expect, test } from 'vitest'
import {
  MINUTE,
  SYSTEM,
  aPureHall,
  asAdministrator,
  asManager,
  asStaff,
  command,
} from '../../test/builders.ts'
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

test('wrong passwords are counted and lock nobody out', () => {
  const hall = aPureHall()
  fail(hall, 9)
  expect(failures(hall)).toEqual({ count: 9, lockedUntil: 0 })
  signIn(hall, 'session-1')
  expect(Object.keys(hall.state.staff.sessions)).toEqual(['session-1'])
})

test('where failures came from is remembered by a digest, with the wait that followed', () => {
  const hall = aPureHall()
  const wrong = (place: string, failures: number, here: number, waitMs: number) =>
    hall.must(
      SYSTEM,
      command('staff.noteSignIn', {
        staffId: 'S1001',
        outcome: { kind: 'wrongPassword', place, failures, here, waitMs },
      }),
    )
  wrong('a', 1, 1, 0)
  wrong('b', 2, 1, 0)
  wrong('a', 3, 2, 30_000)
  expect(failures(hall)).toEqual({
    count: 3,
    lockedUntil: 0,
    places: { b: { failures: 1, waitMs: 0 }, a: { failures: 2, waitMs: 30_000 } },
  })
  for (let n = 0; n < 60; n += 1) wrong(`place ${n}`, n + 4, 1, 0)
  expect(Object.keys(failures(hall)?.places ?? {})).toHaveLength(50)
  hall.must(asAdministrator(), command('staff.unlock', { staffId: 'S1001' }))
  expect(failures(hall)).toBeUndefined()
})

test('only administrators unlock, and end the sessions of others; everybody ends their own other ones', () => {
  const hall = aPureHall()
  for (const id of ['session-1', 'session-2', teller.sessionId]) signIn(hall, id)
  const end = command('staff.endSessions', { staffId: 'S1001' })
  expect(hall.refusal(asStaff('S1002'), end)).toBe('access.denied')
  expect(hall.refusal(asManager(), end)).toBe('access.denied')
  expect(hall.refusal(asManager(), command('staff.unlock', { staffId: 'S1001' }))).toBe('access.denied')
  hall.must(teller, end)
  expect(Object.keys(hall.state.staff.sessions)).toEqual([teller.sessionId])
  expect(hall.must(asAdministrator(), command('staff.endSessions', { staffId: 'S1001' })).facts).toEqual([
    { type: 'StaffSignedOut', staffId: 'S1001', sessionId: teller.sessionId, cause: 'ended' },
  ])
  expect(hall.refusal(asAdministrator(), command('staff.endSessions', { staffId: 'S9999' }))).toBe(
    'staff.unknown',
  )
})

test('another password ends all sessions but the one it was set in, once, and frees the counter', () => {
  const hall = aPureHall()
  for (const id of ['session-1', teller.sessionId]) signIn(hall, id)
  hall.open('C1')
  fail(hall, 3)
  const set = (keep?: string) =>
    command('staff.notePassword', {
      staffId: 'S1001',
      version: 1,
      first: true,
      by: 'staff:S9001',
      ...(keep ? { keep } : {}),
    })
  hall.must(SYSTEM, set(teller.sessionId))
  expect(Object.keys(hall.state.staff.sessions)).toEqual([teller.sessionId])
  expect(hall.counter('C1').duty.status).toBe('open')
  expect(failures(hall)).toBeUndefined()
  expect(hall.must(SYSTEM, set()).facts).toEqual([])
  hall.must(SYSTEM, { ...set(), version: 2 })
  expect(hall.state.staff.sessions).toEqual({})
  expect(hall.counter('C1').duty.status).toBe('closed')
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
