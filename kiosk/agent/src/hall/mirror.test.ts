import type { FactEntry, Snapshot } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { aConfig, aView } from '../../test/builders.ts'
import { aTurnedClock } from '../../test/turned-clock.ts'
import { HallMirror } from './mirror.ts'

const HALL = Date.parse('2026-01-05T10:00:00+08:00')
const HOUR = 3_600_000
const CONFIG = aConfig()
const YOU = { kind: 'station', stationId: 'K1' as never, stationKind: 'kiosk' } as const

const snapshot = (now: number): Snapshot => ({ ok: true, view: aView(CONFIG), now, you: YOU })
const CLOCK_SET: FactEntry = {
  number: 9,
  at: HALL,
  fact: { type: 'ClockSet', byMs: -HOUR, since: 0, by: 'system' },
}

test.each([-60_000, -HOUR, 60_000, 400 * 24 * HOUR])(
  'the hall’s time goes on as time does when the wall clock is turned by %d ms',
  (turn) => {
    const clock = aTurnedClock(HALL - 5 * HOUR)
    const mirror = new HallMirror(clock, 'K1', null)
    mirror.take(snapshot(HALL))
    clock.turn(turn)
    expect(mirror.hallNow()).toBe(HALL)
    clock.pass(5_000)
    expect(mirror.hallNow()).toBe(HALL + 5_000)
  },
)

test('what is known of the hall’s clock is kept for the next start, by the wall clock of then', () => {
  const clock = aTurnedClock(HALL - 5 * HOUR)
  const mirror = new HallMirror(clock, 'K1', null)
  mirror.take(snapshot(HALL))
  clock.turn(HOUR)
  const again = new HallMirror(clock, 'K1', mirror.description())
  expect(again.hallNow()).toBe(HALL)
  clock.turn(-HOUR)
  expect(again.hallNow()).toBe(HALL)
})

test('each batch brings the hall’s clock anew; one that was late does not put it back', () => {
  const clock = aTurnedClock()
  const mirror = new HallMirror(clock, 'K1', null)
  mirror.take(snapshot(HALL))
  mirror.followed({ now: HALL + 3_000, entries: [] })
  expect(mirror.hallNow()).toBe(HALL + 3_000)
  clock.pass(10_000)
  mirror.followed({ now: HALL + 4_000, entries: [] })
  expect(mirror.hallNow()).toBe(HALL + 13_000)
  mirror.followed({ now: HALL + 12_700, entries: [] })
  expect(mirror.hallNow()).toBe(HALL + 12_700)
  mirror.followed({ entries: [] })
  expect(mirror.hallNow()).toBe(HALL + 12_700)
})

test('a hall that has put its clock back is followed at once', () => {
  const mirror = new HallMirror(aTurnedClock(), 'K1', null)
  mirror.take(snapshot(HALL))
  mirror.followed({ now: HALL - HOUR, entries: [CLOCK_SET] })
  expect(mirror.hallNow()).toBe(HALL - HOUR)
})

test('a hall of an earlier release is not told as of which fact a command is', () => {
  const mirror = new HallMirror(aTurnedClock(), 'K1', null)
  mirror.take(snapshot(HALL))
  expect(mirror.asOf).toBe(1)
  const { clock: _clock, ...earlier } = aView(CONFIG)
  mirror.take({ ...snapshot(HALL), view: earlier as never })
  expect(mirror.asOf).toBeNull()
})

test('what an earlier release of the hall tells of its maintenance PIN is not kept', () => {
  const mirror = new HallMirror(aTurnedClock(), 'K1', null)
  const station = { maintenancePin: { salt: 'c2FsdA==', hash: 'aGFzaA==', cost: 1_024 } }
  mirror.take({ ...snapshot(HALL), station } as Snapshot)
  expect(JSON.stringify(mirror.description())).not.toContain('maintenancePin')
})
