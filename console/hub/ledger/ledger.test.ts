import { uuid7 } from '@service-hall/contract'
import type { AssetId, CommandId } from '@service-hall/contract'
import { MORNING, aHallConfig } from '@service-hall/contract/testing'
import { freshBytes } from '@service-hall/server-kit'
import { aLog } from '@service-hall/server-kit/testing'
import { expect, test } from 'vitest'
import { anAccount, anAdministrator } from '../../test/console-client.ts'
import { aHub } from '../../test/hub.ts'
import { aPureHub, account, region } from '../../test/pure.ts'
import type { PureHub } from '../../test/pure.ts'
import { noPast } from '../planned/plan-past.ts'
import { figuresOf } from './figures.ts'
import { fieldsOf, readLedger } from './import-csv.ts'
import type { Asset } from './state.ts'
import { watchDown } from './watch.ts'

const HOUR = 3_600_000
const ASSET = {
  ...{ kind: 'selfPayment', model: 'ZT-2000', maker: '国电', serial: '', warrantyUntil: '2028-06-30' },
  ...{ version: '0.1.0', consumables: '80×80', partOf: null },
}
const newId = (): CommandId => uuid7(Date.now(), freshBytes(10)) as CommandId

function withOperators(): PureHub {
  const hub = aPureHub()
  for (const home of ['east', 'west'])
    hub.does('chief', {
      ...{ type: 'account.add', accountId: account(`${home}-op`), homeId: region(home), role: 'operator' },
    })
  return hub
}

const does = (hub: PureHub, who: string | null, type: string, fields: object): string =>
  hub.does(who, { type, ...fields } as never)

const added = (assetId: string, hallId = 'H1', more: object = {}) => ({
  ...{ assetId, hallId, zone: null, stage: 'inService', description: { ...ASSET, ...more } },
})
const assetOf = (hub: PureHub, id: string): Asset => {
  const asset = hub.state.assets.get(id as AssetId)
  if (!asset) throw new Error(`no asset ${id}`)
  return asset
}

test('a device of a hall is one asset; what moves to another hall keeps its past and is bound to nothing', () => {
  const hub = withOperators()
  expect(does(hub, 'east-op', 'ledger.add', added('A-1'))).toBe('ok')
  expect(does(hub, 'east-op', 'ledger.add', added('A-1'))).toBe('ledger.exists')
  expect(does(hub, 'east-op', 'ledger.add', added('A-2'))).toBe('ok')
  const binding = { of: 'station', stationId: 'K1' }
  expect(does(hub, 'east-op', 'ledger.bind', { assetId: 'A-1', binding })).toBe('ok')
  const sameOne = { of: 'station', stationId: 'k1' }
  expect(does(hub, 'east-op', 'ledger.bind', { assetId: 'A-2', binding: sameOne })).toBe('ledger.bound')
  const move = { assetId: 'A-1', hallId: 'H2', zone: null, why: '支援' }
  expect(does(hub, 'east-op', 'ledger.move', move)).toBe('organisation.unknownHall')
  expect(does(hub, 'chief', 'ledger.move', move)).toBe('ok')
  expect(assetOf(hub, 'A-1')).toMatchObject({ hallId: 'H2', bound: null })
  expect(assetOf(hub, 'A-1').history.map(({ type }) => type)).toEqual([
    ...['AssetAdded', 'AssetBound', 'AssetMoved'],
  ])
  expect(does(hub, 'east-op', 'ledger.bind', { assetId: 'A-2', binding })).toBe('ok')
  const retire = { assetId: 'A-1', stage: 'retired', why: 'x' }
  expect(does(hub, 'east-op', 'ledger.stage', retire)).toBe('ledger.unknown')
})

test('what was typed wrong is described anew, and the history says what it was and leads back', () => {
  const hub = withOperators()
  does(hub, 'east-op', 'ledger.add', added('A-1'))
  const description = { ...ASSET, model: 'ZT-3000', location: '东侧' }
  expect(does(hub, 'east-op', 'ledger.describe', { assetId: 'A-1', description })).toBe('ok')
  const [, described] = assetOf(hub, 'A-1').history
  expect(described?.changes).toEqual([
    { field: 'model', from: 'ZT-2000', to: 'ZT-3000' },
    { field: 'location', from: '', to: '东侧' },
  ])
  const back = described?.undo?.of === 'describe' ? described.undo.description : null
  expect(does(hub, 'east-op', 'ledger.describe', { assetId: 'A-1', description: back })).toBe('ok')
  expect(assetOf(hub, 'A-1')).toMatchObject({ model: 'ZT-2000', location: '' })
})

test('a number that was read wrong is corrected and back again; the one before still leads there', () => {
  const hub = withOperators()
  for (const id of ['A-1', 'A-2']) does(hub, 'east-op', 'ledger.add', added(id))
  does(hub, 'east-op', 'ledger.add', added('P-1', 'H1', { kind: 'part', partOf: 'A-1' }))
  const binding = { of: 'station', stationId: 'K1' }
  does(hub, 'east-op', 'ledger.bind', { assetId: 'A-1', binding })
  const renumber = (assetId: string, to: string): string =>
    does(hub, 'east-op', 'ledger.renumber', { assetId, to })
  expect(renumber('A-1', 'A-2')).toBe('ledger.exists')
  expect(renumber('A-1', 'A-7')).toBe('ok')
  expect(assetOf(hub, 'A-7').history.map(({ type }) => type)).toContain('AssetAdded')
  expect(assetOf(hub, 'P-1').partOf).toBe('A-7')
  expect(hub.state.bindings.get('H1/station:k1')).toBe('A-7')
  expect(hub.state.formerNumbers.get('A-1' as AssetId)).toBe('A-7')
  // Nobody else gets the number that stands in old papers.
  expect(does(hub, 'east-op', 'ledger.add', added('A-1'))).toBe('ledger.exists')
  expect(renumber('A-2', 'A-1')).toBe('ledger.exists')
  expect(renumber('A-7', 'A-1')).toBe('ok')
  expect(hub.state.formerNumbers.get('A-7' as AssetId)).toBe('A-1')
  expect(hub.state.formerNumbers.has('A-1' as AssetId)).toBe(false)
})

test('parts go with the whole, those of parts too; one that is elsewhere stays there', () => {
  const hub = withOperators()
  does(hub, 'chief', 'ledger.add', added('A-1'))
  does(hub, 'chief', 'ledger.add', added('P-1', 'H1', { kind: 'part', partOf: 'A-1' }))
  does(hub, 'chief', 'ledger.add', added('P-2', 'H1', { kind: 'part', partOf: 'P-1' }))
  does(hub, 'chief', 'ledger.add', added('P-3', 'H1', { kind: 'part', partOf: 'A-1' }))
  const move = (assetId: string, hallId: string): string =>
    does(hub, 'chief', 'ledger.move', { assetId, hallId, zone: null, why: '支援' })
  expect(move('P-3', 'H2')).toBe('ok')
  expect(move('A-1', 'H2')).toBe('ok')
  expect(['A-1', 'P-1', 'P-2', 'P-3'].map((id) => assetOf(hub, id).hallId)).toEqual(Array(4).fill('H2'))
  expect(assetOf(hub, 'P-3').history).toHaveLength(2)
  expect(does(hub, 'chief', 'ledger.stage', { assetId: 'P-1', stage: 'retired', why: 'x' })).toBe('ok')
  expect(move('A-1', 'H1')).toBe('ok')
  expect(assetOf(hub, 'P-1').hallId).toBe('H2')
  expect(does(hub, 'chief', 'ledger.stage', { assetId: 'P-1', stage: 'enrolled', why: '误报废' })).toBe('ok')
})

test('who only looks, or acts on staff, changes nothing in the ledger', () => {
  const hub = withOperators()
  hub.does('chief', {
    ...{ type: 'account.add', accountId: account('sup'), homeId: region('east'), role: 'supervisor' },
  })
  expect(does(hub, 'sup', 'ledger.add', added('A-1'))).toBe('access.denied')
  expect(does(hub, 'west-op', 'ledger.add', added('A-1'))).toBe('organisation.unknownHall')
})

test('a repair order takes an asset out of use and back; who works at it may act on its hall', () => {
  const hub = withOperators()
  does(hub, 'east-op', 'ledger.add', added('A-1'))
  const repair = { assetId: 'A-1', repairId: 'repair-0001' }
  expect(does(hub, 'east-op', 'ledger.openRepair', { ...repair, fault: '不出纸' })).toBe('ok')
  expect(assetOf(hub, 'A-1').stage).toBe('inRepair')
  const other = { assetId: 'A-1', repairId: 'repair-0002', fault: 'x' }
  expect(does(hub, 'east-op', 'ledger.openRepair', other)).toBe('ledger.inRepair')
  expect(does(hub, null, 'ledger.openRepair', { ...repair, fault: 'x' })).toBe('nothing')
  expect(does(hub, 'east-op', 'ledger.assignRepair', { ...repair, to: 'west-op' })).toBe('account.unknown')
  expect(does(hub, 'east-op', 'ledger.assignRepair', { ...repair, to: 'east-op' })).toBe('ok')
  const stage = { assetId: 'A-1', stage: 'inService', why: 'x' }
  expect(does(hub, 'east-op', 'ledger.stage', stage)).toBe('ledger.stage')
  const close = { ...repair, cause: '切刀', outcome: 'repaired' }
  expect(does(hub, 'east-op', 'ledger.closeRepair', close)).toBe('ok')
  expect(assetOf(hub, 'A-1').stage).toBe('inService')
  const again = { assetId: 'A-1', repairId: 'repair-0003' }
  does(hub, 'east-op', 'ledger.openRepair', { ...again, fault: 'x' })
  does(hub, 'east-op', 'ledger.closeRepair', { ...again, cause: '进水', outcome: 'replaced' })
  expect(assetOf(hub, 'A-1').stage).toBe('retired')
})

test('a part is no part of itself, however far around', () => {
  const hub = withOperators()
  does(hub, 'east-op', 'ledger.add', added('A-1'))
  expect(does(hub, 'east-op', 'ledger.add', added('A-2', 'H1', { partOf: 'A-1' }))).toBe('ok')
  const ring = { assetId: 'A-1', description: { ...ASSET, partOf: 'A-2' } }
  expect(does(hub, 'east-op', 'ledger.describe', ring)).toBe('ledger.partOf')
})

test('MTBF, MTTR and availability are those of the definitions', () => {
  const asset = {
    ...{ stage: 'inService', since: 100 * HOUR, spent: { inService: 80 * HOUR, inRepair: 20 * HOUR } },
    spans: [],
    ...{ repairs: [], repaired: { faults: 2, closed: 4, ms: 20 * HOUR } },
  } as never
  expect(figuresOf(asset, 120 * HOUR, ({ from, to }) => to - from)).toEqual({
    ...{ inUseMs: 100 * HOUR, inRepairMs: 20 * HOUR, faults: 2 },
    ...{ mtbfMs: 50 * HOUR, mttrMs: 5 * HOUR, availability: 100 / 120 },
  })
  const fresh = {
    ...{ stage: 'ordered', since: 0, spent: { inService: 0, inRepair: 0 }, repairs: [] },
    spans: [],
    repaired: { faults: 0, closed: 0, ms: 0 },
  } as never
  expect(figuresOf(fresh, HOUR, () => 0)).toMatchObject({ mtbfMs: null, mttrMs: null, availability: null })
})

test('time in use and in repair counts in planned hours alone', () => {
  const asset = {
    ...{ stage: 'inService', since: 48 * HOUR, spent: { inService: 34 * HOUR, inRepair: 24 * HOUR } },
    spans: [
      { stage: 'inService', from: 0, to: 24 * HOUR },
      { stage: 'inRepair', from: 24 * HOUR, to: 48 * HOUR },
    ],
    ...{ repairs: [], repaired: { faults: 1, closed: 1, ms: 24 * HOUR } },
  } as never
  // Eight hours of each day; of ten hours of use nobody knows any more when they were.
  const planned = ({ from, to }: { from: number; to: number }): number => (to - from) / 3
  expect(figuresOf(asset, 72 * HOUR, planned)).toEqual({
    ...{ inUseMs: 26 * HOUR, inRepairMs: 8 * HOUR, faults: 1 },
    ...{ mtbfMs: 26 * HOUR, mttrMs: 24 * HOUR, availability: 26 / 34 },
  })
})

test('a file is read line by line: numbers in one form, twice is once too often, and each error has its line', () => {
  expect(fieldsOf('a,"b,""c""", d ,')).toEqual(['a', 'b,"c"', 'd', ''])
  expect(fieldsOf('a,"b')).toBeNull()
  const text = [
    '\uFEFFassetId,hallId,kind,maker,warrantyUntil',
    ' sd－2026－1 ,H1,queueMachine,"北京, 一厂",2027-01-31',
    'SD-2026-1,H1,queueMachine,,',
    'SD-2,H1,toaster,,',
    'SD-3,H1,part,,2027-02-30',
    'SD-4,H1,part',
    '',
  ].join('\r\n')
  const lines = readLedger(text, newId)
  expect(lines[0]).toMatchObject({
    ...{ line: 2, command: { assetId: 'SD-2026-1', description: { maker: '北京, 一厂' } } },
  })
  expect(lines.slice(1)).toMatchObject([
    { line: 3, problem: 'assetId: stands in line 2 already' },
    { line: 4, problem: expect.stringMatching(/^kind: /) as string },
    { line: 5, problem: expect.stringMatching(/^warrantyUntil: /) as string },
    { line: 6, problem: '3 fields, not 5' },
  ])
  expect(readLedger('a,b', newId)).toEqual([{ line: 1, problem: 'no column assetId, hallId, kind' }])
})

test('over HTTP somebody gets the assets that they see, imports where they may, and hears of each line', async () => {
  const hub = await aHub({ organised: true })
  const admin = await anAdministrator(hub)
  for (const regionId of ['east', 'west']) {
    const name = { zh: regionId, en: regionId }
    await admin.command('organisation.addRegion', { regionId, parentId: 'root', name })
    const key = `${regionId}-key`.padEnd(60, 'k')
    const hallId = regionId === 'east' ? 'H1' : 'H2'
    await admin.command('organisation.admitHall', { hallId, key, regionId, tier: 'C' })
  }
  const east = await anAccount(admin, 'S1', { homeId: 'east', role: 'operator' })
  const text = 'assetId,hallId,kind\nA-1,H1,inquiry\nA-2,H2,inquiry\nA-1,H1,part\n'
  expect((await east.ask('POST', '/api/ledger/import', { text })).body).toEqual({
    added: 1,
    lines: [
      { line: 3, problem: 'There is no such hall' },
      { line: 4, problem: 'assetId: stands in line 2 already' },
    ],
  })
  expect((await east.ask('GET', '/api/ledger')).body).toMatchObject([{ assetId: 'A-1', live: null }])
  const west = await anAccount(admin, 'S2', { homeId: 'west', role: 'operator' })
  expect((await west.ask('GET', '/api/ledger')).body).toEqual([])
  expect((await west.ask('GET', '/api/ledger/A-1')).status).toBe(404)
  expect((await west.ask('GET', '/api/repairs')).body).toEqual([])
  expect((await east.ask('GET', '/api/ledger/a-1')).body).toMatchObject({
    ...{ asset: { assetId: 'A-1', stage: 'enrolled' }, history: [{ type: 'AssetAdded', by: 'account:S1' }] },
  })
})

test('what stays down gets one repair order by itself, counted by the clock that nobody sets', async () => {
  const hub = withOperators()
  does(hub, 'east-op', 'ledger.add', added('A-1'))
  const binding = { of: 'device', deviceId: 'K1-printer' }
  does(hub, 'east-op', 'ledger.bind', { assetId: 'A-1', binding })
  let now = 0
  let wall = MORNING
  let task = (): void => undefined
  const clock = {
    ...{ now: () => wall, monotonic: () => now },
    after: (_ms: number, next: () => void) => {
      task = next
      return () => undefined
    },
  }
  const view = {
    ...{ stations: {}, counters: {} },
    devices: { 'K1-printer': { state: { device: 'hardwareError', error: 'cutterJam' }, since: 5 } },
  }
  const line = { connected: true, since: 0 }
  const asked: string[] = []
  const execute = async (_sender: unknown, command: { repairId: string; fault: string }) => {
    asked.push(command.fault)
    return { answer: { ok: does(hub, null, 'ledger.openRepair', { ...command, assetId: 'A-1' }) === 'ok' } }
  }
  const openingHours = [{ days: ['mon' as const], from: '08:00', to: '18:00' }]
  const switchedOff = new Map<string, object>()
  const config = aHallConfig({ openingHours })
  const plan = { config, calendars: new Map(), switchedOff, past: noPast() }
  const live = { hall: () => ({ line, view, plan }), momentOf: () => ({ at: wall, hallAt: wall }) }
  watchDown({ clock, log: aLog(), live, records: { state: hub.state, execute } } as never, HOUR)
  const pass = async (ms: number): Promise<void> => {
    now += ms
    task()
    await Promise.resolve()
  }
  await pass(HOUR / 2)
  line.connected = false
  // The hall is away: nobody knows, and it counts anew when it is back.
  await pass(HOUR)
  line.connected = true
  await pass(HOUR)
  await pass(HOUR / 2)
  // Nor does a night count in which the hall is closed.
  wall += 12 * HOUR
  await pass(12 * HOUR)
  expect(asked).toEqual([])
  wall = MORNING
  // Nor the time for which a directive has its station switched off.
  switchedOff.set('K1', { from: wall, until: wall + HOUR })
  await pass(6 * HOUR)
  expect(asked).toEqual([])
  switchedOff.clear()
  await pass(HOUR / 2)
  await pass(HOUR)
  expect(asked).toEqual(['cutterJam'])
  expect(assetOf(hub, 'A-1').stage).toBe('inRepair')
})
