import { ROOT } from '@service-hall/contract'
import { HOUR, MINUTE, MORNING, aHallConfig } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { PRINTER, aNode, alertId, hall } from '../../test/alerts.ts'
import type { AlertNode } from '../../test/alerts.ts'
import { does } from '../../test/nodes.ts'

test('a hall that is closed by its own hours may be switched off; one that is to answer day and night may not', async () => {
  const node = await aNode()
  const openingHours = [{ days: ['mon' as const], from: '08:00', to: '18:00' }]
  const config = aHallConfig({ openingHours })
  for (const id of ['H1', 'H2']) node.says(id, { type: 'HallConfigured', config, by: 'system' })
  node.clock.turn(12 * HOUR)
  for (const id of ['H1', 'H2']) node.line(id, false)
  await does(node.records, 'chief', {
    ...{ type: 'alert.setRule', place: { of: 'hall', hallId: hall('H2') }, kind: 'hallSilent' },
    rule: { hoursOnly: false },
  })
  await node.pass(12 * MINUTE)
  expect(node.alerts()).toEqual(['hallSilent:H2:hall:1 warning'])
  node.clock.turn(-12 * HOUR)
  await node.pass(3 * MINUTE)
  expect(node.alerts()).toContain('hallSilent:H1:hall:1 critical')
})

test('a machine that its power calendar has switched off raises nothing and goes up to nobody until it is on again', async () => {
  const node = await aNode()
  const span = { from: '08:00', to: '12:00' }
  const power = { working: span, rest: span, holiday: span, days: [], skewMinutes: 0 }
  const directiveId = '01890000-0000-7000-8000-000000000001'
  node.says(
    'H1',
    {
      ...{ type: 'DirectiveReceived', directiveId, target: { of: 'station', stationId: 'K1' } },
      work: { kind: 'configure', settings: { power, playlist: null } },
      ...{ who: 'account:chief', why: 'x', issuedAt: 0, until: MORNING + HOUR },
    },
    { type: 'DirectiveDone', directiveId, by: 'station:K1' },
  )
  // Raised in its hours, ten minutes before they end; half an hour of them and it goes up.
  await node.pass(HOUR + 49 * MINUTE)
  node.says('H1', PRINTER.broken)
  await node.pass(70_000)
  expect(node.alerts()).toEqual(['deviceDown:H1:K1-printer:1 warning'])
  node.clock.advance(2 * HOUR)
  await node.pass(HOUR)
  expect(node.records.state.alerts.get(alertId('deviceDown:H1:K1-printer:1'))).toMatchObject({
    ...{ clearedAt: null, escalated: null },
  })
  // What breaks while it is off by plan is no alert, what is still so afterwards is one.
  node.says('H1', PRINTER.well)
  await node.pass(MINUTE)
  node.says('H1', { type: 'StationLost', stationId: 'K1' })
  await node.pass(10 * MINUTE)
  expect(node.alerts()).toEqual(['deviceDown:H1:K1-printer:1 ended'])
  node.clock.turn(17 * HOUR)
  await node.pass(3 * MINUTE)
  expect(node.alerts()).toContain('stationLost:H1:K1:1 warning')
})

test('out of hours an alert of opening hours goes up to nobody; the time before and after counts together', async () => {
  const node = await aNode()
  const openingHours = [{ days: ['mon' as const, 'tue' as const], from: '08:00', to: '10:15' }]
  node.says('H1', { type: 'HallConfigured', config: aHallConfig({ openingHours }), by: 'system' })
  node.line('H1', false)
  const escalated = (): unknown => node.records.state.alerts.get(alertId('hallSilent:H1:hall:1'))?.escalated
  // Raised at 10:02, goes up after 15 minutes: 13 of them are over when the hall closes.
  await node.pass(16 * MINUTE)
  expect(escalated()).toBe(null)
  await node.pass(20 * MINUTE)
  expect(escalated()).toBe(null)
  node.clock.turn(21 * HOUR + 24 * MINUTE)
  await node.pass(MINUTE)
  expect(escalated()).toBe(null)
  await node.pass(2 * MINUTE)
  expect(escalated()).toBe(ROOT)
})

/** Minutes from 10:00 on that Monday, by the hub's clock. */
const minutesOf = (at: number | null | undefined): number => ((at ?? NaN) - MORNING) / MINUTE
const POWER_OFF = '01890000-0000-7000-8000-000000000009'

/** The region has a kiosk switched off, and it goes. */
function goesOff(node: AlertNode, forMs: number): void {
  const directive = { directiveId: POWER_OFF, who: 'account:chief', why: 'x', issuedAt: 0 }
  const target = { of: 'station', stationId: 'K1' }
  node.says(
    'H1',
    {
      ...{ type: 'DirectiveReceived', ...directive, target, until: MORNING + 24 * HOUR },
      work: { kind: 'powerOff', forMs },
    },
    { type: 'DirectiveBegun', directiveId: POWER_OFF, by: 'station:K1' },
    { type: 'StationLost', stationId: 'K1' },
  )
}

test('an alert that rests says so and until when; its planned time and its way up stand meanwhile, by the rule of the engine', async () => {
  const node = await aNode()
  const openingHours = [{ days: ['mon' as const, 'tue' as const], from: '08:00', to: '10:15' }]
  node.says('H1', { type: 'HallConfigured', config: aHallConfig({ openingHours }), by: 'system' })
  node.line('H1', false)
  const ALERT = 'hallSilent:H1:hall:1'
  await node.pass(12 * MINUTE)
  expect(minutesOf(node.seen(ALERT).raisedAt)).toBeCloseTo(2, 0)
  expect(node.seen(ALERT)).toMatchObject({ rests: null })
  expect(node.seen(ALERT).planned.ms / MINUTE).toBeCloseTo(10, 0)
  expect((node.seen(ALERT).goesUp?.ms ?? 0) / MINUTE).toBeCloseTo(5, 0)
  node.told.length = 0
  await node.pass(10 * MINUTE)
  expect(node.told).toEqual([ALERT])
  const { rests, planned, goesUp } = node.seen(ALERT)
  expect(rests?.why).toBe('closed')
  // Tuesday, 08:00.
  expect(minutesOf(rests?.until)).toBe(22 * 60)
  expect(minutesOf(planned.at)).toBeCloseTo(22, 0)
  expect(planned.ms / MINUTE).toBeCloseTo(13, 0)
  expect((goesUp?.ms ?? 0) / MINUTE).toBeCloseTo(2, 0)
  node.clock.turn(21 * HOUR + 38 * MINUTE)
  await node.pass(2_000)
  expect(node.told).toEqual([ALERT, ALERT])
  expect(node.seen(ALERT).rests).toBeNull()
})

test('hours that are changed are those of what comes: planned time up to then stays', async () => {
  const node = await aNode()
  const config = (to: string) =>
    aHallConfig({ openingHours: [{ days: ['mon' as const], from: '08:00', to }] })
  node.says('H1', { type: 'HallConfigured', config: config('18:00'), by: 'system' })
  node.says('H1', { type: 'StationLost', stationId: 'K1' })
  await node.pass(12 * MINUTE)
  const before = node.seen('stationLost:H1:K1:1').planned.ms
  expect(before / MINUTE).toBeCloseTo(10, 0)
  node.says('H1', { type: 'HallConfigured', config: config('09:00'), by: 'system' })
  await node.pass(30 * MINUTE)
  expect(node.seen('stationLost:H1:K1:1')).toMatchObject({
    // Monday next, 08:00.
    rests: { why: 'closed', until: MORNING + 7 * 24 * HOUR - 2 * HOUR },
  })
  expect(node.seen('stationLost:H1:K1:1').planned.ms).toBe(before)
})

test('what a directive switched off is off by plan for its time and its start, whatever the clock of the hub says', async () => {
  const node = await aNode()
  // Its hall's clock is two hours fast, and counts alone.
  node.aheadMs = 2 * HOUR
  node.says('H1', PRINTER.broken)
  await node.pass(70_000)
  const ALERT = 'deviceDown:H1:K1-printer:1'
  expect(node.alerts()).toEqual([`${ALERT} warning`])
  goesOff(node, 30 * MINUTE)
  await node.pass(20 * MINUTE)
  expect(node.seen(ALERT).rests).toMatchObject({ why: 'switchedOff', by: 'account:chief' })
  expect(minutesOf(node.seen(ALERT).rests?.until)).toBeCloseTo(41, 0)
  expect(node.live.hall(hall('H1')).tile().machines.bad).toBe(0)
  // A hub that starts anew knows it from what is kept.
  const live = node.live.hall(hall('H1'))
  live.restore(live.state())
  node.clock.turn(5 * HOUR)
  await node.pass(18 * MINUTE)
  expect(node.alerts()).toEqual([`${ALERT} warning`])
  expect(node.records.state.alerts.get(alertId(ALERT))).toMatchObject({ escalated: null })
  // It does not come back: missed two minutes after its time and its start are over.
  await node.pass(5 * MINUTE)
  expect(node.alerts()).toContain('stationLost:H1:K1:1 warning')
})

test('a machine that is back before its time is missed again as any other; one that failed to go was never off', async () => {
  const node = await aNode()
  goesOff(node, 3 * HOUR)
  await node.pass(10 * MINUTE)
  node.says('H1', { type: 'StationConnected', stationId: 'K1' })
  node.says('H1', { type: 'DirectiveDone', directiveId: POWER_OFF, by: 'station:K1' })
  await node.pass(MINUTE)
  node.says('H1', { type: 'StationLost', stationId: 'K1' })
  await node.pass(3 * MINUTE)
  expect(node.alerts()).toEqual(['stationLost:H1:K1:1 warning'])
})
