import { readHours } from '@service-hall/contract'
import { lookUntil } from '@service-hall/harness/process'
import { systemClock } from '@service-hall/server-kit'
import { expect, test } from 'vitest'
import { anAccount, anAdministrator } from '../../test/console-client.ts'
import type { ConsoleClient } from '../../test/console-client.ts'
import { ENGINES } from '../../test/engines.ts'
import { aHub } from '../../test/hub.ts'
import type { TestHub } from '../../test/hub.ts'
import { aKey } from '../../test/pure.ts'
import { entriesNow } from './guide.ts'

const bank = (more: object = {}) => ({
  ...{ kind: 'bank', name: { zh: '江岸路银行', en: 'Riverbank Bank' }, regionId: 'east' },
  ...{ district: { zh: '滨江区', en: 'Binjiang' }, address: '江岸路1号', phone: '0571-1', web: '' },
  ...{ position: { latitude: 30.21, longitude: 120.2 }, hours: readHours('24h'), services: ['pay', 'cash'] },
  ...more,
})

async function aRegion(
  engine: (typeof ENGINES)[number] = 'sqlite',
): Promise<{ hub: TestHub; admin: ConsoleClient }> {
  const hub = await aHub({ organised: true, engine })
  const admin = await anAdministrator(hub)
  for (const regionId of ['east', 'west'])
    await admin.command('organisation.addRegion', { regionId, parentId: 'root', name: { zh: '区', en: 'R' } })
  return { hub, admin }
}
const add = (by: ConsoleClient, pointId: string, more: object = {}) =>
  by.command('paymentPoint.add', { pointId, description: bank(more) })
const list = async (by: ConsoleClient) =>
  (await by.ask('GET', '/api/payment-points')).body as unknown as {
    isPublic: boolean
    points: { pointId: string; revision: number }[]
  }
const look = async (hub: TestHub, query = '', headers: Record<string, string> = {}) => {
  const response = await fetch(`${hub.url}/nearby${query}`, { headers })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

test.for(ENGINES)(
  'a point is added, described, closed for a time and ended, on every node (%s)',
  async (engine) => {
    const { hub, admin } = await aRegion(engine)
    expect((await add(admin, 'rs-1')).status).toBe(200)
    expect((await add(admin, 'RS－1')).body).toMatchObject({ code: 'paymentPoint.exists' })
    const point = { pointId: 'RS-1', revision: 1 }
    const described = { ...point, description: bank({ address: '江岸路2号' }) }
    expect((await admin.command('paymentPoint.describe', described)).status).toBe(200)
    // Whoever saw it as it was before does not undo that.
    expect((await admin.command('paymentPoint.describe', described)).body).toMatchObject({
      code: 'paymentPoint.changed',
    })
    const closure = { from: '2020-01-01', to: null, why: { zh: '装修', en: 'Building works' } }
    expect((await admin.command('paymentPoint.close', { ...point, revision: 2, closure })).status).toBe(200)
    await admin.command('paymentPoint.setPublic', { isPublic: true })
    expect((await look(hub, '?lang=en')).text).toContain('Closed for a time (Building works)')
    const again = await hub.restart()
    expect(again.records.state.points.get('RS-1' as never)).toMatchObject({
      revision: 3,
      address: '江岸路2号',
      closure,
    })
    expect((await look(again, '?lang=en')).text).toContain('Riverbank Bank')
  },
)

test('who administers a region keeps its points, sees those of others only where they may, and moves none into them', async () => {
  const { admin } = await aRegion()
  const east = await anAccount(admin, 'S1', { homeId: 'east', role: 'administrator' })
  const viewer = await anAccount(admin, 'S2', { homeId: 'east', role: 'supervisor' })
  const west = await anAccount(admin, 'S3', { homeId: 'west', role: 'administrator' })
  expect((await add(east, 'A')).status).toBe(200)
  expect((await add(viewer, 'B')).status).toBe(403)
  expect((await add(west, 'B')).status).toBe(404)
  expect((await list(viewer)).points).toHaveLength(1)
  expect((await list(west)).points).toHaveLength(0)
  const point = { pointId: 'A', revision: 1 }
  expect((await west.command('paymentPoint.end', { ...point, why: 'x' })).status).toBe(404)
  expect((await viewer.command('paymentPoint.end', { ...point, why: 'x' })).status).toBe(403)
  const moved = { ...point, description: bank({ regionId: 'west' }) }
  expect((await east.command('paymentPoint.describe', moved)).status).toBe(404)
  expect((await east.command('paymentPoint.setPublic', { isPublic: true })).status).toBe(403)
  expect((await east.command('paymentPoint.end', { ...point, why: '合同到期' })).status).toBe(200)
  expect((await add(east, 'A')).body).toMatchObject({ code: 'paymentPoint.exists' })
})

test('a region in which points lie stays', async () => {
  const { admin } = await aRegion()
  await add(admin, 'A')
  const remove = () => admin.command('organisation.removeRegion', { regionId: 'east' })
  expect((await remove()).body).toMatchObject({ code: 'organisation.notEmpty' })
  await admin.command('paymentPoint.end', { pointId: 'A', revision: 1, why: 'x' })
  expect((await remove()).status).toBe(200)
})

test('a file is imported as a whole or not at all, each wrong line told; what is exported is read in again', async () => {
  const { admin } = await aRegion()
  const east = await anAccount(admin, 'S1', { homeId: 'east', role: 'administrator' })
  const heading = 'pointId,kind,regionId,nameZh,nameEn,hours,services,latitude,longitude'
  const good = 'P1,bank,east,"＝江岸, 银行",=Bank,1-5 08:30-17:30; 2026-10-01 closed,pay cash,30.2,120.1'
  const send = (lines: string[]) =>
    east.ask('POST', '/api/payment-points/import', { text: [heading, ...lines].join('\n') })
  const wrong = await send([
    ...[good, 'P1,bank,east,a,b,24h,pay,30,120', 'P2,bank,west,a,b,24h,pay,30,120'],
    ...['P3,bank,east,a,b,24h,pay,930,120', 'P4,bank,east,a,b,whenever,pay,30,120', 'P5,shop,east,a'],
  ])
  expect((wrong.body['lines'] as { line: number }[]).map(({ line }) => line)).toEqual([3, 4, 5, 6, 7])
  expect(wrong.body).toMatchObject({ added: 0, changed: 0 })
  expect((await list(east)).points).toHaveLength(0)
  expect((await send([good])).body).toEqual({ added: 1, changed: 0, lines: [] })
  const file = await fetch(`${east.hub.url}/api/payment-points/file`, { headers: { cookie: east.cookie } })
  const text = await file.text()
  expect(text).toContain(`"'＝江岸, 银行",'=Bank`)
  expect((await east.ask('POST', '/api/payment-points/import', { text })).body).toMatchObject({
    added: 0,
    lines: [],
  })
  // Nothing was another than before: it is as it was.
  expect((await list(east)).points).toMatchObject([
    { pointId: 'P1', revision: 1, name: { zh: '＝江岸, 银行', en: '=Bank' } },
  ])
  const changed = good.replace('30.2', '30.3')
  expect((await send([changed])).body).toEqual({ added: 0, changed: 1, lines: [] })
})

test('strangers see nothing until the page is on; then places near by, without a session, and GET alone', async () => {
  const { hub, admin } = await aRegion()
  await add(admin, 'NEAR')
  await add(admin, 'FAR', {
    name: { zh: '远处<b>超市', en: 'Far & away' },
    kind: 'supermarket',
    district: { zh: '湖滨镇', en: 'Lakeside' },
    position: { latitude: 31, longitude: 121 },
  })
  await add(admin, 'WEB', {
    name: { zh: '掌上电力', en: 'The app' },
    kind: 'app',
    position: null,
    web: 'https://app.example/',
  })
  const off = await look(hub)
  expect(off.status).toBe(404)
  expect(off.text).not.toContain('江岸路银行')
  await admin.command('paymentPoint.setPublic', { isPublic: true })
  const { status, text, headers } = await look(hub, '?lat=30.21&lon=120.21')
  expect(status).toBe(200)
  expect(text.indexOf('江岸路银行')).toBeGreaterThan(0)
  expect(text.indexOf('江岸路银行')).toBeLessThan(text.indexOf('远处&lt;b&gt;超市'))
  expect(text).not.toContain('<b>超市')
  expect(text).toContain('24 小时营业')
  expect(text).not.toContain('掌上电力')
  expect((await look(hub, '?kind=online')).text).toContain('app.example')
  expect(headers.get('set-cookie')).toBeNull()
  expect(headers.get('permissions-policy')).toBe('geolocation=(self)')
  expect(headers.get('content-security-policy')).not.toContain('unsafe')
  const found = (await look(hub, '?q=湖滨&lang=en')).text
  expect(found.indexOf('Far &amp; away')).toBeLessThan(found.indexOf('Riverbank Bank'))
  expect((await look(hub, `?q=${encodeURIComponent('"><script>alert(1)</script>')}`)).text).not.toContain(
    '<script>alert',
  )
  for (const odd of ['?lat=9e9&lon=x', '?lang=fr&by=%00', `?q=${'长'.repeat(500)}`, '?hall=../..'])
    expect((await look(hub, odd)).status, odd).toBe(200)
  for (const method of ['POST', 'PUT', 'DELETE'])
    expect((await fetch(`${hub.url}/nearby`, { method })).status).toBe(401)
  await admin.command('paymentPoint.setPublic', { isPublic: false })
  expect((await look(hub, '?lat=30.21&lon=120.21')).status).toBe(404)
})

test('an address asks sixty times a minute and no more', async () => {
  const { hub, admin } = await aRegion()
  await admin.command('paymentPoint.setPublic', { isPublic: true })
  const statuses = await Promise.all(Array.from({ length: 70 }, async () => (await look(hub)).status))
  expect(statuses.filter((status) => status === 429)).toHaveLength(10)
})

test('how many wait stands at a hall while its line is up, and is unknown when it is down', async () => {
  const { hub, admin } = await aRegion()
  await admin.command('organisation.admitHall', {
    hallId: 'H1',
    key: aKey('H1'),
    regionId: 'east',
    tier: 'A',
  })
  await admin.command('organisation.describeHall', {
    ...{ hallId: 'H1', tier: 'A', address: '江岸路3号', position: { latitude: 30.2, longitude: 120.2 } },
  })
  await admin.command('paymentPoint.setPublic', { isPublic: true })
  hub.live.line('H1' as never, true)
  const waitingNow = () =>
    entriesNow({ records: hub.records, live: hub.live, clock: systemClock })[0]?.waiting
  expect(waitingNow()).toEqual({ waiting: 0, longestMs: null })
  expect((await look(hub, '?lang=en&kind=hall')).text).toContain('Nobody is waiting now')
  hub.live.line('H1' as never, false)
  expect(waitingNow()).toBeNull()
  await lookUntil(
    'the page to know nothing',
    async () => (await look(hub, '?lang=en&kind=hall')).text.includes('not known'),
    { longestMs: 15_000, everyMs: 1_500 },
  )
})
