import type {
  AlertDelta,
  AlertDetail,
  AlertSnapshot,
  MaintenancesAnswer,
  PastAlerts,
  PlaybookHistory,
  PlaybooksAnswer,
  RulesAnswer,
} from '@service-hall/contract'
import { expect, onTestFinished, test } from 'vitest'
import { OPENING } from '../../test/alerts.ts'
import { Tiles, anAccount, anAdministrator, freshId } from '../../test/console-client.ts'
import type { ConsoleClient } from '../../test/console-client.ts'
import { ForeignHall, aForeignKey } from '../../test/foreign-hall.ts'
import { aHub } from '../../test/hub.ts'

const polled = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 })
const broken = (deviceId: string) => ({
  ...{ type: 'DeviceStateChanged', deviceId, by: 'station:K1' },
  state: { device: 'hardwareError', error: 'cutterJam' },
})

/** A hub with a hall each in `east` and `west`, both on line, rules that raise and clear at once, and people of each. */
async function aRegion() {
  const hub = await aHub({ organised: true })
  const admin = await anAdministrator(hub)
  const halls: Record<string, ForeignHall> = {}
  for (const [regionId, hallId] of [
    ['east', 'H1'],
    ['west', 'H2'],
  ] as const) {
    await admin.command('organisation.addRegion', {
      regionId,
      parentId: 'root',
      name: { zh: regionId, en: regionId },
    })
    const key = aForeignKey()
    await admin.command('organisation.admitHall', { hallId, key: key.publicKey, regionId, tier: 'A' })
    const { hall } = await ForeignHall.greet({ url: hub.url, hallId, key })
    onTestFinished(() => void hall.socket.disconnect())
    await hall.send(1, OPENING)
    halls[hallId] = hall
  }
  const place = { of: 'region', regionId: 'root', tier: null }
  const rule = { raiseHeldMs: 0, clearHeldMs: 0 }
  const set = await admin.command('alert.setRule', { place, kind: 'deviceDown', rule })
  expect(set.status).toBe(200)
  const east = await anAccount(admin, 'S1', { homeId: 'east', role: 'supervisor' })
  return { hub, admin, east, halls }
}

/** The alerts as a screen has them: a snapshot, and what came after. */
async function watching(client: ConsoleClient) {
  const alerts = new Map<string, AlertSnapshot['alerts'][number]>()
  const socket = client.socket()
  socket.on('alerts', (delta: AlertDelta) =>
    delta.alerts.forEach((alert) => alerts.set(alert.alertId, alert)),
  )
  await Tiles.on(socket)
  const { alerts: all } = (await client.ask('GET', '/api/alerts')).body as AlertSnapshot
  all.forEach((alert) => alerts.set(alert.alertId, alert))
  return alerts
}

test('an alert reaches the consoles of its region live, by name, and no other; its timeline says what happened', async () => {
  const { admin, east, halls } = await aRegion()
  const [all, own] = [await watching(admin), await watching(east)]
  for (const hallId of ['H1', 'H2']) await halls[hallId]?.send(OPENING.length + 1, [broken('K1-printer')])
  const [mine, theirs] = ['deviceDown:H1:K1-printer:1', 'deviceDown:H2:K1-printer:1'] as const
  await polled(() => [...all.keys()].sort()).toEqual([mine, theirs])
  await polled(() => own.get(mine)?.clearedAt).toBeNull()
  expect(own.get(mine)).toMatchObject({
    ...{
      hallName: { en: 'Test hall' },
      subjectName: { en: 'Printer' },
      severity: 'warning',
      regionId: 'east',
    },
  })
  const path = `/api/alerts/${encodeURIComponent(theirs)}`
  expect(await east.ask('GET', path)).toMatchObject({ status: 404 })
  expect((await east.command('alert.acknowledge', { alertId: theirs })).status).toBe(404)
  expect((await east.command('alert.acknowledge', { alertId: mine })).status).toBe(200)
  expect((await east.command('alert.comment', { alertId: mine, text: ' on my way ' })).status).toBe(200)
  await polled(() => all.get(mine)?.acknowledged?.by).toBe('account:S1')
  await halls['H1']?.send(OPENING.length + 2, [
    { type: 'DeviceStateChanged', deviceId: 'K1-printer', state: { device: 'online' }, by: 'station:K1' },
  ])
  await polled(() => own.get(mine)?.end).toBe('ended')
  const detail = (await east.ask('GET', `/api/alerts/${encodeURIComponent(mine)}`))
    .body as unknown as AlertDetail
  expect(detail).toMatchObject({ may: true, stationId: 'K1', assignees: ['S1', 'admin'] })
  expect(detail.events.map(({ type, by }) => `${type} ${by}`)).toEqual([
    'AlertRaised system',
    'AlertAcknowledged account:S1',
    'AlertCommented account:S1',
    'AlertCleared system',
  ])
  expect(detail.events[2]?.text).toBe('on my way')
  expect([...own.keys()]).toEqual([mine])
  const past = (await east.ask('GET', '/api/alerts/past')).body as { alerts: { alertId: string }[] }
  expect(past.alerts.map(({ alertId }) => alertId)).toEqual([mine])
  expect(past.alerts[0]).toMatchObject({
    who: 'S1',
    takenAt: expect.any(Number) as number,
    subjectName: { en: 'Printer' },
  })
  const filtered = async (query: string): Promise<number> =>
    ((await east.ask('GET', `/api/alerts/past?${query}`)).body as unknown as PastAlerts).alerts.length
  expect(await filtered('who=S1&severity=warning&kind=deviceDown')).toBe(1)
  expect(await filtered('who=')).toBe(0)
  expect(await filtered('severity=critical')).toBe(0)
  expect(await filtered(`from=${Date.now() + 60_000}`)).toBe(0)
  expect(await filtered('hallId=H2')).toBe(0)
  expect((await east.ask('GET', '/api/alerts/past?from=-1')).status).toBe(400)
  const covers = await east.ask('GET', '/api/maintenances/covers?of=station&hallId=H1&stationId=K1')
  expect(covers.body).toMatchObject({ halls: 0, stations: 1, alerts: 0 })
  expect((await east.ask('GET', '/api/maintenances/covers?of=hall&hallId=H2')).status).toBe(404)
}, 60_000)

test('rules are read where one looks and changed where one administers; nobody sees more of maintenance', async () => {
  const { admin, east } = await aRegion()
  const rules = (await east.ask('GET', '/api/alert-rules?of=hall&hallId=H1')).body as unknown as RulesAnswer
  expect(rules.mayChange).toBe(false)
  const device = rules.rules.find(({ kind }) => kind === 'deviceDown')
  expect(device).toMatchObject({
    ...{ rule: { raiseHeldMs: 0 }, from: { raiseHeldMs: 'region:root', severity: 'default' } },
    instead: { raiseHeldMs: [{ value: 60_000, from: 'default' }] },
  })
  expect((await east.ask('GET', '/api/alert-rules?of=hall&hallId=H2')).status).toBe(404)
  expect((await east.ask('GET', '/api/alert-rules?of=region&regionId=root')).status).toBe(404)
  expect((await admin.ask('GET', '/api/alert-rules?of=region&regionId=east&tier=A')).status).toBe(200)
  const here = { of: 'hall', hallId: 'H1' }
  const change = (fields: object) => admin.command('alert.setRule', { place: here, ...fields })
  expect(
    (await change({ kind: 'waitTooLong', rule: { raise: 600_000, clear: 700_000 } })).body,
  ).toMatchObject({
    code: 'alert.clearBeyondRaise',
  })
  expect((await change({ kind: 'deviceDown', rule: { raise: 2 } })).body).toMatchObject({
    code: 'alert.noLimit',
  })
  expect((await change({ kind: 'waitTooLong', rule: { raise: 1e99 } })).status).toBe(400)
  expect((await east.command('alert.setRule', { place: here, kind: 'deviceDown', rule: {} })).status).toBe(
    403,
  )
  const now = Date.now()
  const plan = { reason: 'new rollers', from: now - 1_000, until: now + 3_600_000 }
  const [own, theirs] = [freshId(), freshId()]
  expect(
    (await east.command('alert.planMaintenance', { maintenanceId: own, place: here, ...plan })).status,
  ).toBe(200)
  const west = { of: 'region', regionId: 'west' }
  expect(
    (await admin.command('alert.planMaintenance', { maintenanceId: theirs, place: west, ...plan })).status,
  ).toBe(200)
  const seen = (await east.ask('GET', '/api/maintenances')).body as unknown as MaintenancesAnswer
  expect(seen.maintenances.map(({ maintenanceId }) => maintenanceId)).toEqual([own])
  expect((await east.command('alert.endMaintenance', { maintenanceId: theirs })).status).toBe(404)
  expect((await east.command('alert.endMaintenance', { maintenanceId: own })).status).toBe(200)
}, 60_000)

test('playbooks are read where one looks and changed where one administers, with all that was said before', async () => {
  const { admin, east } = await aRegion()
  const place = { of: 'hall', hallId: 'H1' }
  const steps = [{ step: 'call', who: 'supervisor', text: { zh: '致电', en: 'Call them' } }]
  const set = (fields: object) => admin.command('alert.setPlaybook', { place, kind: 'deviceDown', ...fields })
  expect((await set({ steps })).status).toBe(200)
  expect((await set({ steps: [...steps, ...steps] })).status).toBe(400)
  expect((await set({ steps: null })).status).toBe(200)
  expect((await east.command('alert.setPlaybook', { place, kind: 'deviceDown', steps })).status).toBe(403)
  const of = 'of=hall&hallId=H1'
  const shown = (await east.ask('GET', `/api/playbooks?${of}`)).body as unknown as PlaybooksAnswer
  expect(shown).toMatchObject({ mayChange: false })
  expect(shown.playbooks.find(({ kind }) => kind === 'deviceDown')).toMatchObject({
    from: 'default',
    own: false,
  })
  const { versions } = (await east.ask('GET', `/api/playbooks/history?${of}&kind=deviceDown`))
    .body as unknown as PlaybookHistory
  expect(versions.map((one) => one.steps)).toEqual([null, steps])
  expect((await east.ask('GET', '/api/playbooks?of=hall&hallId=H2')).status).toBe(404)
}, 60_000)

test('a preview folds what a hall sent and says what a rule would have raised', async () => {
  const { east, halls } = await aRegion()
  await halls['H1']?.send(OPENING.length + 1, [
    broken('K1-printer'),
    { type: 'DayOpened', day: '2026-01-06' },
  ])
  const ask = (query: string) => east.ask('GET', `/api/alert-rules/preview?days=1&${query}`)
  const found = await ask('hallId=H1&kind=deviceDown')
  expect(found.body).toMatchObject({ whole: true, raised: [{ subject: 'K1-printer', until: null }] })
  expect((await ask('hallId=H1&kind=deviceDown&raiseHeldMs=60000')).body).toMatchObject({ raised: [] })
  expect((await ask('hallId=H2&kind=deviceDown')).status).toBe(404)
  expect((await ask('hallId=H1&kind=hallSilent')).body).toMatchObject({ code: 'alert.noPreview' })
}, 60_000)
