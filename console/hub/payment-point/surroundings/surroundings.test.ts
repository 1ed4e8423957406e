import { MOST_PLACES, Surroundings, readHours } from '@service-hall/contract'
import { aClock } from '@service-hall/server-kit/testing'
import { expect, test } from 'vitest'
import { anAdministrator } from '../../../test/console-client.ts'
import { ForeignHall, aForeignKey } from '../../../test/foreign-hall.ts'
import { aHub } from '../../../test/hub.ts'
import type { Entry } from '../guide.ts'
import { chosenNear, placesOf } from './chosen.ts'
import { SurroundingsTeller } from './teller.ts'

const entry = (id: string, km: number | null, more: object = {}): Entry =>
  ({
    ...{ of: id.startsWith('hall') ? 'hall' : 'point', id, kind: 'bank', regionId: 'east', waiting: null },
    position: km === null ? null : { latitude: 30 + km / 111.195, longitude: 120 },
    ...more,
  }) as unknown as Entry
const here = {
  ...{ hallId: 'H1' as never, regionId: 'east' as never, position: { latitude: 30, longitude: 120 } },
  path: ['east', 'root'] as never[],
}
const ids = (entries: readonly Entry[], from: object = {}) =>
  chosenNear({ ...here, ...from }, placesOf(entries)).map(({ id }) => id)

test('the nearest halls and points are chosen, the nearest first, at most as many as a kiosk shows', () => {
  const halls = Array.from({ length: 20 }, (_, n) => entry(`hall:F${n}`, 5 + n))
  const points = Array.from({ length: 60 }, (_, n) => entry(`point:P${n}`, 0.1 + n / 10))
  const own = entry('hall:H1', 0)
  const chosen = ids([...halls.toReversed(), ...points.toReversed(), own])
  expect(chosen).toHaveLength(MOST_PLACES)
  expect(chosen.filter((id) => id.startsWith('hall'))).toEqual(halls.slice(0, 12).map(({ id }) => id))
  expect(chosen.slice(0, 28)).toEqual(points.slice(0, 28).map(({ id }) => id))
})

test('ways without a place come behind the places, those of the own region before those above it, never of others', () => {
  const way = (id: string, regionId: string) => entry(id, null, { kind: 'wechat', regionId })
  const ways = [way('point:ROOT', 'root'), way('point:WEST', 'west'), way('point:EAST', 'east')]
  const points = Array.from({ length: 60 }, (_, n) => entry(`point:P${n}`, 0.1 + n / 10))
  const chosen = ids([...ways, ...points])
  expect(chosen).toHaveLength(MOST_PLACES)
  expect(chosen.slice(-2)).toEqual(['point:EAST', 'point:ROOT'])
  expect(ids(ways, { position: null })).toEqual(['point:EAST', 'point:ROOT'])
})

test('what is too far, or nowhere, is not near; a hall of unknown place is told of its own region', () => {
  const all = [
    entry('hall:A', 49),
    entry('hall:B', 51),
    entry('hall:C', null),
    entry('point:W', null),
    entry('point:X', 9, { regionId: 'west' }),
  ]
  expect(ids(all)).toEqual(['point:X', 'hall:A'])
  expect(ids(all, { position: null })).toEqual(['hall:A', 'hall:B', 'hall:C'])
})

test('a hall hears of its surroundings over its line, of the list only where that is another, and not too often', async () => {
  const hub = await aHub({ organised: true })
  const admin = await anAdministrator(hub)
  const greet = async (hallId: string, longitude: number) => {
    const key = aForeignKey()
    const position = { latitude: 30.2, longitude }
    await admin.command('organisation.admitHall', { hallId, key: key.publicKey, regionId: 'root', tier: 'A' })
    await admin.command('organisation.describeHall', { hallId, tier: 'A', address: '江岸路3号', position })
    return ForeignHall.greet({ url: hub.url, hallId, key })
  }
  const point = (more: object = {}) => ({
    ...{
      kind: 'bank',
      name: { zh: '江岸路银行', en: 'Riverbank Bank' },
      regionId: 'root',
      services: ['pay'],
    },
    ...{ district: { zh: '', en: '' }, address: '江岸路1号', phone: '', web: '', hours: readHours('24h') },
    ...{ position: { latitude: 30.21, longitude: 120.2 } },
    ...more,
  })
  await admin.command('paymentPoint.add', { pointId: 'RS-1', description: point() })
  const online = { kind: 'app', position: null, address: '', web: 'https://app.power.example/' }
  await admin.command('paymentPoint.add', { pointId: 'ON-1', description: point(online) })
  const { answer } = await greet('H2', 120.21)
  expect(answer).toMatchObject({ ok: true, surroundings: true })
  const { hall } = await greet('H1', 120.2)
  expect(await hall.surroundings('v'.repeat(17))).toMatchObject({ code: 'input.invalid' })
  // Both at once: how slow the machine is makes no difference.
  const [told, soon] = await Promise.all([hall.surroundings(null), hall.surroundings(null)])
  expect(soon).toMatchObject({ code: 'access.tooMany' })
  const first = Surroundings.parse(told)
  expect(first.places).toMatchObject([
    { id: 'hall:H2', metres: 961, address: '江岸路3号' },
    { id: 'point:RS-1', metres: 1_112, kindName: { zh: '银行网点' } },
    { id: 'point:ON-1', metres: null, web: 'https://app.power.example/', services: [{ en: 'Pay bills' }] },
  ])
  expect(first.waiting).toEqual([{ hallId: 'H2', waiting: 0, longestMs: null }])
  const { hall: again } = await greet('H1', 120.2)
  const second = Surroundings.parse(await again.surroundings(first.version))
  expect(second).toEqual({ ...first, places: null })

  // Half a minute later a point is another, and a hall's line is down.
  const clock = aClock()
  const teller = new SurroundingsTeller({ records: hub.records, live: hub.live, clock })
  const tells = (version: string) => Surroundings.parse(JSON.parse(teller.text('H1' as never, version)))
  const { version } = tells('')
  const described = { pointId: 'RS-1', revision: 1, description: point({ address: '江岸路2号' }) }
  await admin.command('paymentPoint.describe', described)
  hub.live.line('H2' as never, false)
  expect(tells(version)).toEqual({ version, places: null, waiting: [] })
  clock.advance(30_000)
  expect(tells(version)).toMatchObject({
    places: [{ id: 'hall:H2' }, { address: '江岸路2号' }, {}],
    waiting: [],
  })
})
