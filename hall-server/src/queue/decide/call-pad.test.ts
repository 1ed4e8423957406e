import { expect, test } from 'vitest'
import { HOUR, SYSTEM, aPureHall, asDeviceHost, asKiosk, asStaff, command } from '../../../test/builders.ts'
import type { PureHall } from '../../../test/builders.ts'

/** A call pad at C1, driven by D1; S1001 is signed in, but has not opened the counter. */
function aHallWithPad(): PureHall {
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
  signIn(hall, 'S1001')
  return hall
}
function signIn(hall: PureHall, staffId: string): void {
  const outcome = { kind: 'signedIn' as const, sessionId: `session-${staffId}`, until: hall.now + HOUR }
  hall.must(SYSTEM, command('staff.noteSignIn', { staffId, outcome }))
}
type Key = 'next' | 'recall' | 'noShow' | 'start' | 'complete'
const key = (name: Key, deviceId = 'C1-keys') => command('counter.key', { deviceId, key: name })
const press = (hall: PureHall, name: Key, deviceId?: string) =>
  hall.refusal(asDeviceHost(), key(name, deviceId))

test('the keys take a customer from the call to the end, in the name of who has the counter open', () => {
  const hall = aHallWithPad()
  const ticketId = hall.issue()
  hall.open('C1')
  const { facts, result } = hall.must(asDeviceHost(), key('next'))
  expect(facts).toMatchObject([
    { type: 'TicketCalled', counterId: 'C1', staffId: 'S1001', by: 'staff:S1001' },
  ])
  expect(result.ticket?.id).toBe(ticketId)
  expect(press(hall, 'recall')).toBe(null)
  expect(press(hall, 'start')).toBe(null)
  expect(press(hall, 'complete')).toBe(null)
  expect(hall.ticket(ticketId).state.status).toBe('completed')
})

test('a key is refused as the same press at the terminal would be', () => {
  const hall = aHallWithPad()
  hall.open('C1')
  expect(press(hall, 'next')).toBe('queue.empty')
  expect(press(hall, 'noShow')).toBe('counter.noCustomer')
  hall.must(asStaff('S1001'), command('counter.pause', { counterId: 'C1', reasonId: 'break' }))
  hall.issue()
  expect(press(hall, 'next')).toBe('counter.notOpen')
})

test('a pad does nothing at a counter that is closed, or whose member of staff is no longer signed in', () => {
  const hall = aHallWithPad()
  hall.issue()
  expect(press(hall, 'next')).toBe('counter.notOpen')
  hall.open('C1')
  hall.now += HOUR
  expect(press(hall, 'next')).toBe('counter.notOpen')
  signIn(hall, 'S1002')
  expect(press(hall, 'next')).toBe('counter.notOpen')
  signIn(hall, 'S1001')
  expect(press(hall, 'next')).toBe(null)
})

test('only the station that drives a pad speaks for it, and only call pads have such keys', () => {
  const hall = aHallWithPad()
  hall.issue()
  hall.open('C1')
  expect(hall.refusal(asKiosk(), key('next'))).toBe('access.denied')
  expect(hall.refusal(asStaff('S1001'), key('next'))).toBe('access.denied')
  expect(press(hall, 'next', 'C1-pad')).toBe('device.unknown')
  expect(press(hall, 'next', 'nothing')).toBe('device.unknown')
})
