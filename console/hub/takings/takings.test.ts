import type { HallTakings, TakingsSeen } from '@service-hall/contract'
import { Fact } from '@service-hall/contract'
import { aHallConfig } from '@service-hall/contract/testing'
import { expect, onTestFinished, test } from 'vitest'
import { anAccount, anAdministrator } from '../../test/console-client.ts'
import { ForeignHall, aForeignKey } from '../../test/foreign-hall.ts'
import { aHub } from '../../test/hub.ts'
import { LiveHall } from '../live/live-hall.ts'
import { hallTakings } from './standing.ts'

type Told = { type: Fact['type'] } & Record<string, unknown>
const MINUTE = 60_000
const onSixth = (time: string): number => Date.parse(`2026-01-06T${time}+08:00`)

const CONFIG = aHallConfig({
  change: (file) => {
    file.paymentSystems = { billing: {} }
    file.payments = {
      ways: [
        { channel: 'alipay', uses: ['showsCode'] },
        { channel: 'wechat', uses: ['showsCode'] },
        { channel: 'cash', uses: ['cash'] },
      ],
    }
    for (const [id, station] of [
      ['K1-cash', 'K1'],
      ['K2-cash', 'K2'],
    ] as const)
      file.devices.push({
        ...{ kind: 'cashAcceptor', id, name: { zh: '钞箱', en: 'Cash box' }, station },
        ...{ profile: 'id003', link: { url: `tcp://127.0.0.1:${station === 'K1' ? 9_998 : 9_999}` } },
      })
  },
})
const OPENED: Told[] = [
  { type: 'HallConfigured', config: CONFIG, by: 'system' },
  { type: 'DayOpened', day: '2026-01-06' },
]
const usual = { low: 80_000, median: 100_000, high: 150_000 }
const counted = (hour: number, fen: number, of = 8, day = '2026-01-06'): Told => ({
  ...{ type: 'TakingsCounted', stationId: 'K1', day, hour, fen, payments: 3, usual: { ...usual, of } },
})
/** Notes at counters, and Alipay at kiosks. */
const summed = (hour: number, counterFen: number, day = '2026-01-06'): Told => ({
  ...{ type: 'TakingsSummed', day, hour },
  ways: [
    { at: 'kiosk', channel: 'alipay', fen: 20_000, payments: 3 },
    { at: 'counter', channel: 'cash', fen: counterFen, payments: 1 },
  ],
})
const compared = (side: string, day: string, cases = 0): Told => ({
  ...{
    type: 'DayReconciled',
    side,
    day,
    lines: 9,
    fen: 900,
    matched: 9 - cases,
    cases,
    unexplainedFen: cases,
  },
  tookMs: 5,
})
const awaited = (side: string, day: string, is: 'notOver' | 'later' | 'unsure'): Told => ({
  ...{ type: 'BillAwaited', side, day, is, why: is },
})
const suspense = (suspenseId: string, fen: number, account = 'channel:alipay'): Told => ({
  ...{ type: 'SuspenseOpened', suspenseId, kind: 'billOnly', account, fen, reference: 'T1' },
})
const box = (deviceId: string, state: string): Told => ({
  type: 'DeviceStateChanged',
  ...{ deviceId, by: 'station:K1' },
  state: { device: 'online', consumables: [{ name: 'cashBox', state }] },
})

/** A hall that said all this half an hour before. */
function standing(at: number, ...facts: Told[]): HallTakings {
  const hall = new LiveHall('H1' as never)
  hall.fold(
    [...OPENED, ...facts].map((fact, index) => {
      Fact.parse(fact)
      return { number: index + 1, at: at - 30 * MINUTE, fact }
    }),
  )
  return hallTakings('H1' as never, hall.view, at)
}
const sidesAt = (time: string, ...facts: Told[]): string[] =>
  standing(onSixth(time), ...facts).sides.map(
    ({ side, is, day, cases, isLate }) => `${side} ${is} ${day} ${cases}${isLate ? ' late' : ''}`,
  )

test('a hall has the hours of today that are told; those of yesterday are no takings of today', () => {
  expect(standing(onSixth('10:10:00'), counted(8, 90_000), counted(9, 20_000, 2))).toMatchObject({
    ...{ fen: 110_000, payments: 6 },
    compared: { kiosks: 1, fen: 90_000, low: 80_000, median: 100_000, high: 150_000 },
  })
  expect(standing(onSixth('00:10:00'), counted(23, 90_000, 8, '2026-01-05'))).toMatchObject({
    ...{ fen: 0, payments: 0, compared: { kiosks: 0, high: 0 } },
  })
})

test('what counters took is told apart from kiosks, by channel and together; what is usual is of kiosks', () => {
  const both = standing(
    onSixth('10:10:00'),
    ...[counted(8, 20_000), summed(8, 500), counted(9, 20_000), summed(9, 70)],
  )
  expect(both).toMatchObject({
    ...{
      fen: 40_570,
      payments: 8,
      kiosks: { fen: 40_000, payments: 6 },
      counters: { fen: 570, payments: 2 },
    },
    ways: [
      { at: 'kiosk', channel: 'alipay', fen: 40_000, payments: 6 },
      { at: 'counter', channel: 'cash', fen: 570, payments: 2 },
    ],
    compared: { kiosks: 1, fen: 40_000 },
  })
  expect(standing(onSixth('10:10:00'), summed(23, 500, '2026-01-05'))).toMatchObject({ fen: 0, ways: [] })
})

test('unknown payments and suspense are told with their age, what is over apart from what is missing', () => {
  const at = onSixth('10:10:00')
  expect(standing(at)).toMatchObject({ unknown: null, suspense: null, boxes: [] })
  expect(
    standing(
      at,
      { type: 'UnknownPaymentsCounted', payments: 2, oldestMs: 20 * MINUTE },
      suspense('case-0001', 500),
      suspense('case-0002', -120),
    ),
  ).toMatchObject({
    unknown: { payments: 2, oldestMs: 50 * MINUTE },
    suspense: { cases: 2, overFen: 500, shortFen: 120, oldestMs: 30 * MINUTE },
  })
})

test('boxes that somebody has to see to are told, well ones are not', () => {
  const boxes = (...states: [string, string]) =>
    standing(onSixth('10:10:00'), box('K1-cash', states[0]), box('K2-cash', states[1])).boxes
  expect(boxes('nearFull', 'ok')).toMatchObject([{ deviceId: 'K1-cash', state: 'nearFull' }])
  expect(boxes('full', 'out')).toMatchObject([{ state: 'full' }, { state: 'removed' }])
})

test('a side is new, done, waiting or has open differences, each of its day', () => {
  expect(sidesAt('09:00:00', awaited('alipay', '2026-01-06', 'notOver'))).toEqual(['alipay new 2026-01-06 0'])
  const done = [compared('alipay', '2026-01-05'), compared('billing', '2026-01-05')]
  expect(sidesAt('13:00:00', ...done)).toEqual(['alipay done 2026-01-05 0', 'billing done 2026-01-05 0'])
  const differs = [compared('alipay', '2026-01-05', 1), suspense('case-0001', 500)]
  expect(sidesAt('13:00:00', ...differs)).toEqual(['alipay differences 2026-01-05 1'])
  const closed: Told = {
    type: 'SuspenseClosed',
    ...{ suspenseId: 'case-0001', to: 'customer', fen: 500, how: 'found' },
    by: 'staff:S1001',
  }
  expect(sidesAt('13:00:00', ...differs, closed)).toEqual(['alipay done 2026-01-05 0'])
  // The hall does not offer it any more.
  expect(sidesAt('13:00:00', compared('unionpay', '2026-01-01'))).toEqual([])
})

test('a bill that is due is waited for, and late when that is for a person', () => {
  const done = compared('wechat', '2026-01-04')
  expect(sidesAt('11:00:00', done)).toEqual(['wechat done 2026-01-04 0'])
  expect(sidesAt('11:00:00', done, awaited('wechat', '2026-01-05', 'later'))).toEqual([
    'wechat waiting 2026-01-05 0',
  ])
  expect(sidesAt('11:00:00', done, awaited('wechat', '2026-01-05', 'unsure'))).toEqual([
    'wechat waiting 2026-01-05 0 late',
  ])
  expect(sidesAt('12:01:00', done)).toEqual(['wechat waiting 2026-01-05 0 late'])
})

test('takings of a place are for those who see it, and of all that one sees where no place is named', async () => {
  const hub = await aHub({ organised: true })
  const admin = await anAdministrator(hub)
  for (const regionId of ['east', 'west'])
    await admin.command('organisation.addRegion', {
      ...{ regionId, parentId: 'root', name: { zh: '区', en: regionId } },
    })
  const tell = async (hallId: string, regionId: string, ...facts: Told[]): Promise<void> => {
    const key = aForeignKey()
    await admin.command('organisation.admitHall', { hallId, key: key.publicKey, regionId, tier: 'A' })
    const { hall } = await ForeignHall.greet({ url: hub.url, hallId, key })
    onTestFinished(() => void hall.socket.disconnect())
    const entries = facts.map((fact, at) => ({ number: at + 1, at: onSixth('10:10:00') + at, fact }))
    const text = { epoch: 'first', from: 1, to: facts.length, entries, marks: [] }
    expect(await hall.sendText(JSON.stringify(text))).toMatchObject({ ok: true })
  }
  await tell('H1', 'east', ...OPENED, counted(8, 90_000), counted(9, 110_000))
  await tell('H2', 'west', ...OPENED, counted(9, 30_000), summed(9, 40), summed(7, 5))
  const without = [{ type: 'HallConfigured', config: aHallConfig(), by: 'system' } as Told]
  await tell('H3', 'east', ...without)
  const east = await anAccount(admin, 'S1', { homeId: 'east', role: 'viewer' })
  const seen = async (who: typeof admin, query = ''): Promise<TakingsSeen> =>
    (await who.ask('GET', `/api/takings${query}`)).body as unknown as TakingsSeen

  await expect.poll(async () => (await seen(admin)).halls.length, { timeout: 20_000 }).toBe(2)
  const both = await seen(admin, '?place=region:root')
  expect(both.hours).toMatchObject([
    { hour: 7, fen: 0, compared: { kiosks: 0 }, counters: { fen: 5, payments: 1 } },
    { hour: 8, fen: 90_000, compared: { kiosks: 1 }, counters: { fen: 0 } },
    {
      ...{ hour: 9, fen: 140_000, compared: { kiosks: 2, fen: 140_000, low: 160_000 } },
      counters: { fen: 40, payments: 1 },
    },
  ])
  for (const query of ['', '?place=region:east', '?place=hall:H1'])
    expect([query, (await seen(east, query)).halls.map(({ hallId, fen }) => [hallId, fen])]).toEqual([
      query,
      [['H1', 200_000]],
    ])
  for (const [query, code] of [
    ['?place=region:west', 'organisation.unknownRegion'],
    ['?place=hall:H2', 'organisation.unknownHall'],
    ['?place=hall:H9', 'organisation.unknownHall'],
    ['?place=nowhere:H1', 'input.invalid'],
    ['?place=__proto__', 'input.invalid'],
    ['?other=1', 'input.invalid'],
  ])
    expect([query, (await seen(east, query)) as unknown]).toMatchObject([query, { ok: false, code }])
})
