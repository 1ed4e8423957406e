import { MOST_TIMED_DAYS, uuid7 } from '@service-hall/contract'
import type { DriftPage, FleetPlace, FleetSettings } from '@service-hall/contract'
import { freshBytes, settingsDigest } from '@service-hall/server-kit'
import { expect, onTestFinished, test } from 'vitest'
import { anAccount, anAdministrator } from '../../test/console-client.ts'
import type { ConsoleClient } from '../../test/console-client.ts'
import { ForeignHall, aForeignKey } from '../../test/foreign-hall.ts'
import { aHub } from '../../test/hub.ts'
import { aPureHub, account, hall, region } from '../../test/pure.ts'
import type { PureHub } from '../../test/pure.ts'
import { FactsOfHall } from '../../test/random-day.ts'
import { askedLookUp } from './layers.ts'

const polled = <T>(look: () => T) => expect.poll(look, { timeout: 30_000 })
const HOURS = { from: '08:00', to: '18:00' }
const K1 = { of: 'machine', hallId: 'H1', stationId: 'K1' } as FleetPlace
const of = (regionId: string, tier: string | null = null) => ({ of: 'region', regionId, tier }) as FleetPlace

const sets = (hub: PureHub, who: string, place: FleetPlace, set: object, inherit: string[] = []): string =>
  hub.does(who, { type: 'fleet.set', place, set, inherit } as never)
const asked = (hub: PureHub, hallId: string, stationId = 'K1') =>
  askedLookUp(hub.state)(hall(hallId), { id: stationId as never, kind: 'kiosk' })

test('settings are inherited from region to tier to hall to machine, by who may act on machines there', () => {
  const hub = aPureHub()
  hub.does('chief', {
    ...{ type: 'account.add', accountId: account('op'), homeId: region('east'), role: 'operator' },
  })
  hub.does('chief', {
    ...{ type: 'account.add', accountId: account('sup'), homeId: region('east'), role: 'supervisor' },
  })
  expect(sets(hub, 'op', of('root'), { working: HOURS })).toBe('organisation.unknownRegion')
  expect(sets(hub, 'sup', of('east'), { working: HOURS })).toBe('access.denied')
  expect(sets(hub, 'op', { of: 'hall', hallId: hall('H2') }, { working: HOURS })).toBe(
    'organisation.unknownHall',
  )
  expect(sets(hub, 'op', of('east'), { working: HOURS, version: '0.2.0' })).toBe('ok')
  expect(sets(hub, 'op', of('east'), { working: HOURS })).toBe('nothing')
  expect(sets(hub, 'op', of('east', 'A'), { rest: 'off' })).toBe('ok')
  expect(sets(hub, 'op', K1, { days: { '2026-02-17': { type: 'holiday' } } })).toBe('ok')
  expect(asked(hub, 'H1')).toMatchObject({
    version: '0.2.0',
    settings: { power: { working: HOURS, rest: 'off', days: [{ day: '2026-02-17', type: 'holiday' }] } },
  })
  expect(asked(hub, 'H1', 'K2').settings.power?.days).toEqual([])
  expect(asked(hub, 'H2')).toMatchObject({ asksSettings: false, version: null })
  expect(sets(hub, 'op', K1, {}, ['days.2026-02-17'])).toBe('ok')
  expect(asked(hub, 'H1').settings.power?.days).toEqual([])
})

test('kiosks and call displays are asked to play, device hosts are not; what a machine needs no part of it is not asked', () => {
  const hub = aPureHub()
  const playlist = { items: [{ kind: 'text', zh: '文', en: 'text', seconds: 5 }] }
  const of1 = (kind: 'kiosk' | 'deviceHost' | 'display') =>
    askedLookUp(hub.state)(hall('H1'), { id: 'X1' as never, kind })
  expect(sets(hub, 'chief', of('root'), { playlist })).toBe('ok')
  expect(of1('deviceHost')).toMatchObject({ asksSettings: false, settings: { power: null, playlist: null } })
  expect(sets(hub, 'chief', of('root'), { working: HOURS, version: '0.2.0' })).toBe('ok')
  expect(of1('kiosk')).toMatchObject({ version: '0.2.0', settings: { power: { working: HOURS }, playlist } })
  expect(of1('deviceHost')).toMatchObject({ settings: { power: { working: HOURS }, playlist: null } })
  expect(of1('display')).toMatchObject({ version: null, settings: { power: null, playlist } })
})

test('single days, and machines with settings of their own, have bounds', () => {
  const hub = aPureHub()
  const days = (year: number) =>
    Object.fromEntries(
      Array.from({ length: 250 }, (_, n) => [
        new Date(Date.UTC(year, 0, 1 + n)).toISOString().slice(0, 10),
        { type: 'holiday' },
      ]),
    )
  expect(sets(hub, 'chief', of('root'), { days: days(2026) })).toBe('ok')
  expect(sets(hub, 'chief', of('root'), { days: days(2027) })).toBe('fleet.tooManyDays')
  for (let n = 1; n <= 500; n += 1)
    expect(sets(hub, 'chief', { ...K1, stationId: `K${n}` } as FleetPlace, { working: 'on' })).toBe('ok')
  expect(sets(hub, 'chief', { ...K1, stationId: 'K501' } as FleetPlace, { working: 'on' })).toBe(
    'fleet.tooManyMachines',
  )
})

test('days that would not go into one directive are refused where they meet: at a place, below it, by tier', () => {
  const hub = aPureHub()
  const timed = (year: number, count: number) => ({
    days: Object.fromEntries(
      Array.from({ length: count }, (_, n) => [
        new Date(Date.UTC(year, 0, 1 + n)).toISOString().slice(0, 10),
        { type: 'working', span: { from: '09:00', to: '23:55' } },
      ]),
    ),
  })
  const half = Math.floor(MOST_TIMED_DAYS / 2)
  const hours = { working: HOURS, rest: HOURS, holiday: HOURS, skewMinutes: 60 }
  const H1 = { of: 'hall', hallId: 'H1' } as FleetPlace
  expect(sets(hub, 'chief', of('root'), { ...hours, ...timed(2026, half) })).toBe('ok')
  expect(sets(hub, 'chief', of('east'), timed(2027, MOST_TIMED_DAYS - half))).toBe('ok')
  expect(asked(hub, 'H1').settings.power?.days).toHaveLength(MOST_TIMED_DAYS)
  const { tier } = hub.state.halls.get(hall('H1'))!
  // One day more: at the hall, at one of its machines, above it, in its tier, of which the hall itself says nothing.
  const more = { days: { '2029-05-01': { type: 'working', span: { from: '09:00', to: '23:55' } } } }
  for (const place of [H1, K1, of('root'), of('east'), of('root', tier)])
    expect(sets(hub, 'chief', place, more)).toBe('fleet.calendarTooLong')
  expect(sets(hub, 'chief', { of: 'hall', hallId: 'H2' } as FleetPlace, more)).toBe('ok')
  // What makes room may be saved, and what has nothing to do with the calendar.
  expect(sets(hub, 'chief', of('root'), { version: '0.2.0' })).toBe('ok')
  expect(sets(hub, 'chief', of('east'), {}, ['days.2027-01-01'])).toBe('ok')
  expect(sets(hub, 'chief', K1, more)).toBe('ok')
  const settings = {
    power: { ...hours, days: Object.entries(timed(2026, 400).days).map(([day, one]) => ({ day, ...one })) },
    playlist: {
      items: Array.from({ length: 20 }, () => ({
        ...{ kind: 'text', zh: '文'.repeat(120), en: 'e'.repeat(160), seconds: 5 },
      })),
    },
  }
  const gift = {
    ...{ type: 'directive.give', directiveId: uuid7(Date.now(), freshBytes(10)), hallId: 'H1', why: 'x' },
    ...{ target: { of: 'station', stationId: 'K1' }, work: { kind: 'configure', settings }, validMs: 60_000 },
  }
  expect(hub.does('chief', gift as never)).toBe('directive.tooLong')
})

test('what somebody gives to one machine directly is asked of that machine from then on', () => {
  const hub = aPureHub()
  sets(hub, 'chief', of('root'), { working: HOURS, days: { '2026-02-17': { type: 'holiday' } } })
  const settings = { power: null, playlist: null }
  const gift = {
    ...{ type: 'directive.give', directiveId: uuid7(Date.now(), freshBytes(10)), hallId: 'H1', why: 'x' },
    ...{ target: { of: 'station', stationId: 'K1' }, work: { kind: 'configure', settings }, validMs: 60_000 },
  }
  expect(hub.does('chief', gift as never)).toBe('ok')
  expect(asked(hub, 'H1').settings).toEqual(settings)
  expect(asked(hub, 'H1', 'K2').settings.power?.working).toEqual(HOURS)
})

async function withHall() {
  const hub = await aHub({ organised: true })
  const admin = await anAdministrator(hub)
  const key = aForeignKey()
  await admin.command('organisation.addRegion', {
    ...{ regionId: 'east', parentId: 'root', name: { zh: 'east', en: 'east' } },
  })
  await admin.command('organisation.admitHall', {
    ...{ hallId: 'H1', key: key.publicKey, regionId: 'east', tier: 'C' },
  })
  const { hall: line } = await ForeignHall.greet({ url: hub.url, hallId: 'H1', key })
  onTestFinished(() => void line.socket.disconnect())
  const facts = new FactsOfHall().entries.map(({ fact }) => fact)
  let last = 0
  const say = async (more: object[]): Promise<void> => {
    expect(await line.send(last + 1, more as never)).toMatchObject({ ok: true })
    last += more.length
  }
  await say(facts)
  return { hub, admin, line, say }
}

const drift = async (client: ConsoleClient, query = ''): Promise<DriftPage> =>
  (await client.ask('GET', `/api/fleet/drift${query}`)).body as unknown as DriftPage
const stateOf = async (client: ConsoleClient): Promise<string> => {
  const { rows } = await drift(client, '?state=any')
  const row = rows.find(({ stationId }) => stationId === 'K1')
  return [row?.state, row?.parts.join('+'), row?.code].filter(Boolean).join(' ')
}

test('what is asked is given by itself, once; what the machine reports says whether it is so', async () => {
  const { hub, admin, line, say } = await withHall()
  expect(await stateOf(admin)).toBe('free')
  await admin.command('fleet.set', { place: of('east'), set: { working: HOURS }, inherit: [] })
  const configured = () =>
    line.directives.filter(({ target }) => (target as { stationId: string }).stationId === 'K1')
  await polled(() => configured().length).toBe(1)
  const [{ id: directiveId, work, who, target } = {} as never] = configured()
  expect(who).toBe('system:hub')
  expect(await stateOf(admin)).toBe('offline power')
  const head = { directiveId, target, work, who, why: 'x', issuedAt: 1, until: Date.now() }
  await say([{ type: 'DirectiveReceived', ...head }])
  await say([{ type: 'DirectiveRefused', directiveId, by: 'station:K1', code: 'directive.notAllowed' }])
  await polled(() => stateOf(admin)).toBe('refused power directive.notAllowed')
  // Whoever has allowed it on the spot gives it again.
  const push = await admin.ask('POST', '/api/fleet/push', {
    ...{ machines: [{ hallId: 'H1', stationId: 'K1' }], why: 'allowed now' },
  })
  expect(push.body).toEqual({ given: 1, refused: [] })
  await polled(() => configured().length).toBe(2)
  expect(configured()[1]).toMatchObject({ who: 'account:admin', why: 'allowed now', work })
  const { settings } = work as { settings: Parameters<typeof settingsDigest>[0] }
  const told = { type: 'StationReported', stationId: 'K1', release: '0.1.0', allows: [] }
  await say([{ ...told, settings: settingsDigest(settings) }])
  await polled(() => stateOf(admin)).toBe('same')
  // Two nodes, or one that starts anew, give nothing twice.
  const other = await hub.another()
  await polled(() => other.records.state.machineLayers.size).toBe(1)
  expect(configured()).toHaveLength(2)
  await admin.command('fleet.set', { place: of('east'), set: { version: '9.0.0' }, inherit: [] })
  await polled(() => stateOf(admin)).toBe('notGiven version')
})

test('of machines and of what is said above them one sees what one sees of their halls', async () => {
  const { admin } = await withHall()
  await admin.command('fleet.set', { place: of('root'), set: { working: HOURS }, inherit: [] })
  await admin.command('organisation.addRegion', {
    ...{ regionId: 'west', parentId: 'root', name: { zh: 'west', en: 'west' } },
  })
  const east = await anAccount(admin, 'S1', { homeId: 'east', role: 'viewer' })
  const west = await anAccount(admin, 'S2', { homeId: 'west', role: 'operator' })
  expect((await drift(west, '?state=any')).total).toBe(0)
  expect((await west.ask('GET', '/api/fleet/settings?place=machine:H1:K1')).status).toBe(404)
  const machines = [{ hallId: 'H1', stationId: 'K1' }]
  const pushed = await west.ask('POST', '/api/fleet/push', { machines, why: 'x' })
  expect(pushed.body).toMatchObject({ ok: false, code: 'organisation.unknownHall' })
  const seen = (await east.ask('GET', '/api/fleet/settings?place=machine:H1:K1'))
    .body as unknown as FleetSettings
  expect(seen.values).toMatchObject([{ path: 'working', value: HOURS, from: 'above' }])
  const denied = await east.ask('POST', '/api/fleet/push', { machines, why: 'x' })
  expect(denied.body).toMatchObject({ ok: false, code: 'access.denied' })
  expect((await drift(east, '?state=any&from=50')).rows).toEqual([])
})
