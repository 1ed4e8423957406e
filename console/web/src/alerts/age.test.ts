import type { AlertSeen } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { goesUpMs, plannedMs } from './age.ts'
import { isRaised, worst } from './alert-store.ts'

const MINUTE = 60_000
const RESTS = { why: 'closed' as const, until: 9 * MINUTE }
const alert = (more: Partial<AlertSeen>): AlertSeen =>
  ({
    ...{ severity: 'warning', clearedAt: null, acknowledged: null, silenced: null, rests: null, raisedAt: 0 },
    ...{ planned: { ms: MINUTE, at: MINUTE }, goesUp: { ms: 10 * MINUTE, at: MINUTE }, ...more },
  }) as AlertSeen

test('planned time and the time before an alert goes up run on from what was told, and stand while it rests', () => {
  const now = 3 * MINUTE
  expect([plannedMs(alert({}), now), goesUpMs(alert({}), now)]).toEqual([3 * MINUTE, 8 * MINUTE])
  const resting = alert({ rests: RESTS })
  expect([plannedMs(resting, now), goesUpMs(resting, now)]).toEqual([MINUTE, 10 * MINUTE])
  expect(plannedMs(alert({ clearedAt: 2 * MINUTE }), now)).toBe(MINUTE)
  expect(goesUpMs(alert({ goesUp: null }), now)).toBeNull()
})

test('what rests stands behind what is as grave, and before what is less so', () => {
  const rows = [
    alert({ severity: 'warning' }),
    alert({ severity: 'critical', rests: RESTS, raisedAt: 1 }),
    alert({ severity: 'critical', acknowledged: { by: 'account:sue', at: 1 }, raisedAt: 2 }),
    alert({ severity: 'critical', raisedAt: 3 }),
  ]
  expect(rows.sort(worst).map(({ raisedAt }) => raisedAt)).toEqual([3, 2, 1, 0])
})

test('what rests makes no sound and no notice, new, worse or come back', () => {
  expect(isRaised(undefined, alert({}))).toBe(true)
  expect(isRaised(undefined, alert({ rests: RESTS }))).toBe(false)
  expect(isRaised(alert({}), alert({ severity: 'critical', rests: RESTS }))).toBe(false)
  expect(isRaised(alert({ clearedAt: 1 }), alert({ rests: RESTS }))).toBe(false)
  // That its rest is over is nothing new.
  expect(isRaised(alert({ rests: RESTS }), alert({}))).toBe(false)
})
