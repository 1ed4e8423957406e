import { expect, test } from 'vitest'
import { HOUR, SYSTEM, aPureHall, asDeviceHost, asStaff, command } from '../../test/builders.ts'
import type { PureHall } from '../../test/builders.ts'

// One person, 1001, at two terminals.
const here = { ...asStaff('S1001'), sessionId: 'session-at-the-counter' as never }
const elsewhere = { ...asStaff('S1001'), sessionId: 'session-somewhere-else' as never }

function note(hall: PureHall, kind: 'signedIn' | 'signedOut', { sessionId }: typeof here) {
  const outcome = kind === 'signedIn' ? { kind, sessionId, until: hall.now + 12 * HOUR } : { kind, sessionId }
  return hall.must(SYSTEM, command('staff.noteSignIn', { staffId: 'S1001', outcome })).facts
}

/** Signed in at both; C1 is open at one of them. */
function aHallWithTwoTerminals(): PureHall {
  const hall = aPureHall()
  note(hall, 'signedIn', here)
  hall.must(here, command('counter.open', { counterId: 'C1' }))
  note(hall, 'signedIn', elsewhere)
  return hall
}
const duty = (hall: PureHall) => hall.counter('C1').duty

test('who signs out at another terminal leaves the counter alone, and who signs in there too', () => {
  const hall = aHallWithTwoTerminals()
  note(hall, 'signedOut', elsewhere)
  note(hall, 'signedIn', elsewhere)
  expect(duty(hall)).toMatchObject({ status: 'open', staffId: 'S1001', session: '-counter' })
  note(hall, 'signedOut', here)
  expect(duty(hall).status).toBe('closed')
})

test('a paused counter is left alone as well', () => {
  const hall = aHallWithTwoTerminals()
  hall.must(here, command('counter.pause', { counterId: 'C1', reasonId: 'break' }))
  note(hall, 'signedOut', elsewhere)
  expect(duty(hall)).toMatchObject({ status: 'paused', session: '-counter' })
  hall.must(here, command('counter.resume', { counterId: 'C1' }))
  note(hall, 'signedOut', elsewhere)
  expect(duty(hall)).toMatchObject({ status: 'open', session: '-counter' })
})

test('who goes on at another terminal takes the counter along: the first one signs out without closing it', () => {
  const hall = aHallWithTwoTerminals()
  expect(hall.must(elsewhere, command('counter.takeOver', { counterId: 'C1' })).facts).toMatchObject([
    { type: 'CounterTakenOver', counterId: 'C1', session: 'ere-else' },
  ])
  expect(hall.must(elsewhere, command('counter.takeOver', { counterId: 'C1' })).facts).toEqual([])
  note(hall, 'signedOut', here)
  expect(duty(hall).status).toBe('open')
  note(hall, 'signedOut', elsewhere)
  expect(duty(hall).status).toBe('closed')
})

test('what is done at a counter from another session takes it over', () => {
  const hall = aHallWithTwoTerminals()
  hall.issue()
  const called = hall.must(elsewhere, command('ticket.call', { counterId: 'C1' })).facts
  expect(called.map(({ type }) => type)).toEqual(['TicketCalled', 'CounterTakenOver'])
  expect(hall.must(elsewhere, command('ticket.start', { counterId: 'C1' })).facts).toHaveLength(1)
  expect(duty(hall)).toMatchObject({ session: 'ere-else' })
})

test('nobody takes over a counter that is closed, unknown or of a colleague', () => {
  const hall = aHallWithTwoTerminals()
  const refusal = (counterId: string, actor = elsewhere) =>
    hall.refusal(actor, command('counter.takeOver', { counterId }))
  expect(refusal('C2')).toBe('counter.notOpen')
  expect(refusal('C9')).toBe('counter.unknown')
  expect(refusal('C1', { ...elsewhere, staffId: 'S1002' as never })).toBe('counter.notYours')
})

test('who left in the middle of a case and signs in again goes on with it there', () => {
  const hall = aHallWithTwoTerminals()
  const id = hall.issue()
  hall.must(here, command('ticket.call', { counterId: 'C1' }))
  note(hall, 'signedOut', elsewhere)
  note(hall, 'signedOut', here)
  expect(duty(hall).status).toBe('open')
  expect(note(hall, 'signedIn', elsewhere)).toMatchObject([
    { type: 'StaffSignedIn' },
    { type: 'CounterTakenOver', counterId: 'C1', session: 'ere-else' },
  ])
  expect(hall.counter('C1').holding).toBe(id)
})

test('a counter opened under an earlier release goes only with the last session of its staff', () => {
  const hall = aPureHall()
  note(hall, 'signedIn', here)
  note(hall, 'signedIn', elsewhere)
  hall.happen({ type: 'CounterOpened', counterId: 'C1', staffId: 'S1001', by: 'staff:S1001' } as never)
  note(hall, 'signedOut', elsewhere)
  expect(duty(hall).status).toBe('open')
  note(hall, 'signedOut', here)
  expect(duty(hall).status).toBe('closed')
})

test('a key of the call pad is pressed by the session that holds the counter', () => {
  const hall = aPureHall({
    change: (file) => {
      file.devices.push({
        kind: 'callPad',
        id: 'C1-keys',
        profile: 'own',
        counter: 'C1',
        station: 'D1',
        name: { zh: '呼叫器', en: 'Call pad' },
        link: { url: 'serial:/dev/keys' },
      })
    },
  })
  note(hall, 'signedIn', elsewhere)
  note(hall, 'signedIn', here)
  hall.must(here, command('counter.open', { counterId: 'C1' }))
  hall.issue()
  const pressed = hall.must(
    asDeviceHost(),
    command('counter.key', { deviceId: 'C1-keys', key: 'next' }),
  ).facts
  expect(pressed.map(({ type }) => type)).toEqual(['TicketCalled'])
  expect(duty(hall)).toMatchObject({ session: '-counter' })
})
