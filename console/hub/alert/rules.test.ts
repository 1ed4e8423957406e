import { ROOT, uuid7 } from '@service-hall/contract'
import type { AccountId, AlertId, DeviceId, MaintenanceId, RegionId, StationId } from '@service-hall/contract'
import { HOUR, MINUTE, MORNING } from '@service-hall/contract/testing'
import { freshBytes } from '@service-hall/server-kit'
import { expect, test } from 'vitest'
import { alertId, aNode, hall, PRINTER } from '../../test/alerts.ts'
import { does } from '../../test/nodes.ts'
import { playbookAt } from './playbook-of.ts'

test('a playbook is said as a whole, for a hall by the nearest place, and can be taken back', async () => {
  const node = await aNode()
  const steps = [{ step: 'call', who: 'supervisor' as const, text: { zh: '致电', en: 'Call them' } }]
  const ofEast = { of: 'region' as const, regionId: 'east' as RegionId, tier: null }
  const here = { of: 'hall' as const, hallId: hall('H1') }
  const set = { type: 'alert.setPlaybook' as const, place: ofEast, kind: 'waitTooLong' as const }
  await does(node.records, 'chief', { ...set, steps })
  expect(playbookAt(node.records.state, here, 'waitTooLong')).toMatchObject({ from: 'region:east', steps })
  expect(playbookAt(node.records.state, { of: 'hall', hallId: hall('H2') }, 'waitTooLong').from).toBe(
    'default',
  )
  const reset = [{ ...steps[0]!, directive: { kind: 'resetDevice' as const, target: 'device' as const } }]
  expect(await does(node.records, 'chief', { ...set, steps: reset })).toMatchObject({
    code: 'alert.noTarget',
  })
  expect(await does(node.records, 'sue', { ...set, steps })).toMatchObject({ code: 'access.denied' })
  await does(node.records, 'chief', { ...set, steps: null })
  expect(playbookAt(node.records.state, here, 'waitTooLong').from).toBe('default')
})

test('maintenance raises nothing, and ends by its time even when the clock is set back', async () => {
  const node = await aNode()
  const maintenanceId = uuid7(MORNING, freshBytes(10)) as MaintenanceId
  const place = { of: 'station' as const, hallId: hall('H1'), stationId: 'K1' as StationId }
  const planned = await does(node.records, 'sue', {
    ...{ type: 'alert.planMaintenance', maintenanceId, place, reason: 'new rollers' },
    ...{ from: MORNING, until: MORNING + HOUR },
  })
  expect(planned.ok).toBe(true)
  node.says('H1', PRINTER.broken, { ...PRINTER.said, deviceId: 'K2-printer', state: { device: 'offline' } })
  await node.pass(30 * MINUTE)
  expect(node.alerts()).toEqual(['deviceDown:H1:K2-printer:1 warning'])
  node.clock.turn(-5 * HOUR)
  node.clock.turn(4.5 * HOUR)
  await node.pass(32 * MINUTE)
  expect(node.alerts()).toContain('deviceDown:H1:K1-printer:1 warning')
})

test('an alert that nobody takes goes to the region above, one that somebody has taken does not', async () => {
  const node = await aNode()
  node.says('H1', PRINTER.broken)
  node.says('H2', PRINTER.broken)
  await node.pass(70_000)
  const taken = alertId('deviceDown:H2:K1-printer:1')
  expect((await does(node.records, 'wes', { type: 'alert.acknowledge', alertId: taken })).ok).toBe(true)
  await node.pass(31 * MINUTE)
  const { alerts } = node.records.state
  expect(alerts.get(alertId('deviceDown:H1:K1-printer:1'))?.escalated).toBe(ROOT)
  expect(alerts.get(taken)?.escalated).toBeNull()
})

test('a rule of a place holds below it, and switching it off ends its alerts', async () => {
  const node = await aNode()
  const place = { of: 'region' as const, regionId: 'east' as RegionId, tier: null }
  node.says('H1', PRINTER.broken)
  node.says('H2', PRINTER.broken)
  await does(node.records, 'chief', {
    ...{ type: 'alert.setRule', place, kind: 'deviceDown', rule: { raiseHeldMs: 10 * MINUTE } },
  })
  await node.pass(2 * MINUTE)
  expect(node.alerts()).toEqual(['deviceDown:H2:K1-printer:1 warning'])
  await node.pass(9 * MINUTE)
  expect(node.alerts()).toContain('deviceDown:H1:K1-printer:1 warning')
  await does(node.records, 'chief', { type: 'alert.setRule', place, kind: 'deviceDown', rule: { on: false } })
  await node.pass(12_000)
  expect(node.alerts()).toContain('deviceDown:H1:K1-printer:1 ended')
})

test('each acts on alerts of their own regions, and on no other; who only looks acts on none', async () => {
  const node = await aNode()
  node.says('H1', PRINTER.broken)
  node.says('H2', PRINTER.broken)
  await node.pass(70_000)
  const own = alertId('deviceDown:H1:K1-printer:1')
  const other = alertId('deviceDown:H2:K1-printer:1')
  const wishes = (id: AlertId) => [
    { type: 'alert.acknowledge' as const, alertId: id },
    { type: 'alert.assign' as const, alertId: id, accountId: 'sue' as AccountId },
    { type: 'alert.comment' as const, alertId: id, text: 'seen' },
    { type: 'alert.escalate' as const, alertId: id },
    { type: 'alert.noteStep' as const, alertId: id, step: 'repair' },
  ]
  for (const wish of wishes(other))
    expect(await does(node.records, 'sue', wish)).toMatchObject({ code: 'alert.unknown' })
  for (const wish of wishes(own))
    expect(await does(node.records, 'vic', wish)).toMatchObject({ code: 'access.denied' })
  for (const wish of wishes(own)) expect(await does(node.records, 'sue', wish)).toMatchObject({ ok: true })
  expect(node.records.state.alerts.get(own)).toMatchObject({
    ...{ assignee: 'sue', comments: 1, escalated: ROOT, steps: ['repair'] },
    acknowledged: { by: 'account:sue' },
  })
  expect(
    await does(node.records, 'sue', { type: 'alert.assign', alertId: own, accountId: 'wes' as AccountId }),
  ).toMatchObject({ code: 'alert.assigneeCannot' })
  const west = { of: 'hall' as const, hallId: hall('H2') }
  const maintenanceId = uuid7(MORNING, freshBytes(10)) as MaintenanceId
  const span = { from: MORNING, until: MORNING + HOUR, reason: 'x' }
  const plan = { type: 'alert.planMaintenance' as const, maintenanceId, ...span }
  expect(await does(node.records, 'sue', { ...plan, place: west })).toMatchObject({
    code: 'organisation.unknownHall',
  })
  const device = { of: 'device' as const, hallId: hall('H1'), deviceId: 'K1-printer' as DeviceId }
  expect(await does(node.records, 'vic', { ...plan, place: device })).toMatchObject({ code: 'access.denied' })
  expect(
    await does(node.records, 'sue', {
      type: 'alert.setRule',
      place: west,
      kind: 'deviceDown',
      rule: { on: false },
    }),
  ).toMatchObject({ code: 'organisation.unknownHall' })
})
