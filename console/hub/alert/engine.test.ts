import { ROOT, uuid7 } from '@service-hall/contract'
import type {
  AccountId,
  AlertId,
  DeviceId,
  HallId,
  MaintenanceId,
  RegionId,
  StationId,
} from '@service-hall/contract'
import { HOUR, MINUTE, MORNING, aHallConfig } from '@service-hall/contract/testing'
import { freshBytes } from '@service-hall/server-kit'
import { expect, test } from 'vitest'
import { OPENING, aTicket, alertNodes } from '../../test/alerts.ts'
import type { AlertNode } from '../../test/alerts.ts'
import { ENGINES } from '../../test/engines.ts'
import { does } from '../../test/nodes.ts'
import { pastAlerts } from './history/store.ts'
import { playbookAt } from './playbook-of.ts'

const hall = (id: string): HallId => id as HallId
const alertId = (id: string): AlertId => id as AlertId
const down = { type: 'DeviceStateChanged' as const, deviceId: 'K1-printer', by: 'station:K1' }
const broken = { ...down, state: { device: 'hardwareError', error: 'cutterJam' } }
const well = { ...down, state: { device: 'online' } }

async function aNode(): Promise<AlertNode> {
  const [node] = await alertNodes()
  if (!node) throw new Error('no node')
  return node
}

test('somebody waits too long: the alert comes when the limit was held, becomes critical, and ends with its cause', async () => {
  const node = await aNode()
  node.says('H1', { type: 'CounterOpened', counterId: 'C1', staffId: 'S1001', by: 'staff:S1001' })
  const ticket = aTicket()
  node.says('H1', ticket)
  await node.pass(14 * MINUTE)
  expect(node.alerts().filter((one) => one.startsWith('waitTooLong'))).toEqual([])
  await node.pass(2 * MINUTE + 12_000)
  expect(node.alerts()).toContain('waitTooLong:H1:hall:1 warning')
  await node.pass(16 * MINUTE)
  expect(node.alerts()).toContain('waitTooLong:H1:hall:1 critical')
  node.says('H1', {
    type: 'TicketCalled',
    ticketId: ticket['ticketId'],
    counterId: 'C1',
    staffId: 'S1001',
    by: 'staff:S1001',
  })
  await node.pass(MINUTE + 12_000)
  expect(node.alerts()).toContain('waitTooLong:H1:hall:1 ended')
})

test('nobody is at a counter for what a customer waits for, which a ticket left over after hours is not', async () => {
  const node = await aNode()
  node.says('H1', aTicket('connect'))
  await node.pass(6 * MINUTE)
  expect(node.alerts()).toContain('noCounter:H1:hall:1 warning')
})

test('a counter that is open and calls nobody while somebody waits has nobody at it; a call ends that', async () => {
  const node = await aNode()
  node.says('H1', { type: 'CounterOpened', counterId: 'C1', staffId: 'S1001', by: 'staff:S1001' }, aTicket())
  await node.pass(4 * MINUTE)
  expect(node.alerts()).toEqual([])
  await node.pass(MINUTE + 12_000)
  expect(node.alerts()).toEqual(['counterIdle:H1:C1:1 warning'])
  node.says('H1', { type: 'CounterPaused', counterId: 'C1', reasonId: 'break', by: 'staff:S1001' })
  await node.pass(40_000)
  expect(node.alerts()).toContain('counterIdle:H1:C1:1 ended')
})

test('a customer who gets nowhere at a kiosk is known, the longer the graver, and forgotten when they have left', async () => {
  const node = await aNode()
  const stay = { type: 'KioskStayNoted', stationId: 'K1' } as const
  node.says('H1', { ...stay, forMs: MINUTE, touches: 14 })
  expect(node.live.hall(hall('H1')).tile().stays).toMatchObject([{ stationId: 'K1' }])
  await node.pass(MINUTE + 50_000)
  expect(node.alerts()).toEqual([])
  await node.pass(20_000)
  expect(node.alerts()).toEqual(['kioskStuck:H1:K1:1 warning'])
  node.says('H1', { ...stay, forMs: 4 * MINUTE, touches: 40 })
  await node.pass(7 * MINUTE)
  expect(node.alerts()).toEqual(['kioskStuck:H1:K1:1 critical'])
  node.says('H1', { type: 'KioskStayEnded', stationId: 'K1' })
  await node.pass(40_000)
  expect(node.alerts()).toEqual(['kioskStuck:H1:K1:1 ended'])
  expect(node.live.hall(hall('H1')).tile().stays).toBeUndefined()
})

test('a hall is the business of the node that has its line; another that gets it goes on from what it saw', async () => {
  const node = await aNode()
  node.elsewhere.add('H1')
  node.says('H1', { type: 'CounterOpened', counterId: 'C1', staffId: 'S1001', by: 'staff:S1001' }, aTicket())
  await node.pass(8 * MINUTE)
  expect(node.alerts()).toEqual([])
  // The other node dies: its halls call here. What was held meanwhile has been held.
  node.elsewhere.delete('H1')
  await node.pass(12_000)
  expect(node.alerts()).toEqual(['counterIdle:H1:C1:1 warning'])
})

test('of a hall whose line is nowhere every node says so', async () => {
  const node = await aNode()
  node.elsewhere.add('H1')
  node.line('H1', false)
  await node.pass(3 * MINUTE)
  expect(node.alerts()).toContain('hallSilent:H1:hall:1 critical')
})

test('what a kiosk takes is unusual far outside what it takes at that hour, once enough weeks are known', async () => {
  const node = await aNode()
  const hour = { type: 'TakingsCounted', stationId: 'K1', day: '2026-01-05', hour: 8, payments: 3 } as const
  const usual = { low: 80_000, median: 100_000, high: 150_000 }
  const unusual = (): string[] => node.alerts().filter((one) => one.startsWith('takings'))
  node.says('H1', { ...hour, fen: 0, usual: { ...usual, of: 3 } })
  await node.pass(11 * MINUTE)
  node.says('H1', { ...hour, fen: 175_000, usual: { ...usual, of: 8 } })
  await node.pass(11 * MINUTE)
  expect(unusual()).toEqual([])
  node.says('H1', { ...hour, fen: 20_000, usual: { ...usual, of: 8 } })
  await node.pass(11 * MINUTE)
  expect(unusual()).toEqual(['takingsUnusual:H1:K1:1 warning'])
  node.says('H1', { ...hour, fen: 120_000, usual: { ...usual, of: 8 } })
  await node.pass(MINUTE)
  expect(unusual()).toEqual(['takingsUnusual:H1:K1:1 ended'])
})

test('payments without a known result age, and the alert ends when none are left', async () => {
  const node = await aNode()
  const counted = { type: 'UnknownPaymentsCounted' } as const
  node.says('H1', { ...counted, payments: 2, oldestMs: 20 * MINUTE })
  await node.pass(9 * MINUTE)
  expect(node.alerts()).toEqual([])
  await node.pass(3 * MINUTE)
  expect(node.alerts()).toEqual(['unknownsAgeing:H1:hall:1 warning'])
  node.says('H1', { ...counted, payments: 0, oldestMs: 0 })
  await node.pass(MINUTE)
  expect(node.alerts()).toEqual(['unknownsAgeing:H1:hall:1 ended'])
})

test('a device that is down for a moment is none; one that stays down is, once, and its return ends it', async () => {
  const node = await aNode()
  node.says('H1', broken)
  await node.pass(50_000)
  node.says('H1', well)
  await node.pass(5 * MINUTE)
  expect(node.alerts()).toEqual([])
  node.says('H1', broken)
  await node.pass(5 * MINUTE)
  expect(node.alerts()).toEqual(['deviceDown:H1:K1-printer:1 warning'])
  node.says('H1', well)
  await node.pass(40_000)
  expect(node.alerts()).toEqual(['deviceDown:H1:K1-printer:1 ended'])
})

test('a clock that is turned raises nothing and ends nothing', async () => {
  const node = await aNode()
  node.says('H1', broken)
  await node.pass(5_000)
  node.clock.turn(3 * HOUR)
  node.engine.tick()
  await node.engine.settled()
  expect(node.alerts()).toEqual([])
  node.clock.turn(-6 * HOUR)
  await node.pass(MINUTE)
  expect(node.alerts()).toEqual(['deviceDown:H1:K1-printer:1 warning'])
})

test('paper runs low, then out: one alert, that becomes critical; the printer that lacks it is not down besides', async () => {
  const node = await aNode()
  node.says('H1', { ...down, state: { device: 'online', paper: 'low' } })
  await node.pass(2 * MINUTE)
  expect(node.alerts()).toEqual(['consumableLow:H1:K1-printer.paper:1 warning'])
  node.says('H1', { ...down, state: { device: 'userError', paper: 'out', error: 'paperOut' } })
  await node.pass(5 * MINUTE)
  expect(node.alerts()).toEqual(['consumableLow:H1:K1-printer.paper:1 critical'])
})

test('a station that is lost silences its devices: what they showed last is of before', async () => {
  const node = await aNode()
  node.says('H1', broken, { type: 'StationLost', stationId: 'K1' })
  await node.pass(5 * MINUTE)
  expect(node.alerts()).toEqual(['stationLost:H1:K1:1 warning'])
  node.says('H1', { type: 'StationConnected', stationId: 'K1' })
  await node.pass(40_000)
  expect(node.alerts()).toEqual(['stationLost:H1:K1:1 ended'])
  await node.pass(30_000)
  expect(node.alerts()).toContain('deviceDown:H1:K1-printer:1 warning')
})

test('a hall whose line is down is silent and nothing else: its devices and figures neither begin nor end', async () => {
  const node = await aNode()
  node.says('H1', { ...down, deviceId: 'K2-printer', state: { device: 'offline' } }, aTicket())
  await node.pass(2 * MINUTE)
  expect(node.alerts()).toEqual(['deviceDown:H1:K2-printer:1 warning'])
  node.says('H1', broken)
  node.line('H1', false)
  await node.pass(HOUR)
  expect(node.alerts()).toEqual(['deviceDown:H1:K2-printer:1 warning', 'hallSilent:H1:hall:1 critical'])
  node.line('H1', true)
  await node.pass(35_000)
  expect(node.alerts()).toContain('hallSilent:H1:hall:1 ended')
  // The time without a line does not count as time that anything was held for.
  expect(node.alerts()).not.toContain('deviceDown:H1:K1-printer:1 warning')
})

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
  node.says('H1', broken)
  await node.pass(70_000)
  expect(node.alerts()).toEqual(['deviceDown:H1:K1-printer:1 warning'])
  node.clock.advance(2 * HOUR)
  await node.pass(HOUR)
  expect(node.records.state.alerts.get(alertId('deviceDown:H1:K1-printer:1'))).toMatchObject({
    ...{ clearedAt: null, escalated: null },
  })
  // What breaks while it is off by plan is no alert, what is still so afterwards is one.
  node.says('H1', well)
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

test('a hall of a small tier may be silent for longer', async () => {
  const node = await aNode()
  for (const id of ['H1', 'H2']) node.line(id, false)
  await node.pass(9 * MINUTE)
  expect(node.alerts()).toEqual(['hallSilent:H1:hall:1 critical'])
  await node.pass(2 * MINUTE)
  expect(node.alerts()).toContain('hallSilent:H2:hall:1 warning')
})

test.each(ENGINES)(
  'two nodes that see the same raise, reopen and clear once (%s)',
  async (engine) => {
    const nodes = await alertNodes(engine, 2)
    const both = async (ms: number): Promise<void> => {
      for (let left = ms; left > 0; left -= 1_000) {
        nodes[0]?.clock.advance(1_000)
        for (const { engine: one } of nodes) one.tick()
        await Promise.all(nodes.map(({ engine: one }) => one.settled()))
      }
    }
    for (const node of nodes) node.says('H1', broken)
    await both(70_000)
    for (const node of nodes) node.says('H1', well)
    await both(40_000)
    for (const node of nodes) node.says('H1', broken)
    await both(70_000)
    for (const node of nodes) await node.records.catchUp()
    for (const node of nodes) expect(node.alerts()).toEqual(['deviceDown:H1:K1-printer:1 warning'])
    const alert = nodes[0]?.records.state.alerts.get(alertId('deviceDown:H1:K1-printer:1'))
    expect(alert).toMatchObject({ reopened: 1 })
    const versions = nodes[0]?.records.state.versions.get('alert:deviceDown:H1:K1-printer:1')
    expect(versions).toBe(3)
    const [node] = nodes
    if (!node) throw new Error('no node')
    expect(await pastAlerts(node.store, { halls: [hall('H1')], limit: 9 })).toMatchObject([
      { alert: 'deviceDown:H1:K1-printer:1', cleared: null, reopened: 1 },
    ])
  },
  60_000,
)

test('what comes and goes is one alert that becomes restless, and ends only when its cause stays away', async () => {
  const node = await aNode()
  for (let turn = 0; turn < 5; turn += 1) {
    node.says('H1', broken)
    await node.pass(70_000)
    node.says('H1', well)
    await node.pass(40_000)
  }
  expect(node.alerts()).toEqual(['deviceDown:H1:K1-printer:1 warning'])
  await node.pass(15 * MINUTE)
  expect(node.alerts()).toEqual(['deviceDown:H1:K1-printer:1 ended'])
  // Long afterwards the same cause is another alert.
  await node.pass(11 * MINUTE)
  node.says('H1', broken)
  await node.pass(70_000)
  expect(node.alerts()).toContain('deviceDown:H1:K1-printer:2 warning')
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
  node.says('H1', broken, { ...down, deviceId: 'K2-printer', state: { device: 'offline' } })
  await node.pass(30 * MINUTE)
  expect(node.alerts()).toEqual(['deviceDown:H1:K2-printer:1 warning'])
  node.clock.turn(-5 * HOUR)
  node.clock.turn(4.5 * HOUR)
  await node.pass(32 * MINUTE)
  expect(node.alerts()).toContain('deviceDown:H1:K1-printer:1 warning')
})

test('an alert that nobody takes goes to the region above, one that somebody has taken does not', async () => {
  const node = await aNode()
  node.says('H1', broken)
  node.says('H2', broken)
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
  node.says('H1', broken)
  node.says('H2', broken)
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

test('what is no longer part of its hall ends its alerts, and so does a hall that is let in no more', async () => {
  const node = await aNode()
  node.says('H1', broken)
  node.says('H2', broken)
  await node.pass(70_000)
  const [configured] = OPENING
  const config = { ...(configured as unknown as { config: { devices: unknown[] } }).config, devices: [] }
  node.says('H1', { type: 'HallConfigured', config, by: 'system' })
  await does(node.records, 'chief', { type: 'organisation.revokeHall', hallId: hall('H2') })
  await node.pass(12_000)
  expect(node.alerts().sort()).toEqual([
    'deviceDown:H1:K1-printer:1 ended',
    'deviceDown:H2:K1-printer:1 ended',
  ])
})

test('each acts on alerts of their own regions, and on no other; who only looks acts on none', async () => {
  const node = await aNode()
  node.says('H1', broken)
  node.says('H2', broken)
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
