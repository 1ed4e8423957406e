import { expect, test } from 'vitest'
import { anAccount, anAdministrator, freshId } from '../../test/console-client.ts'
import type { ConsoleClient } from '../../test/console-client.ts'
import { ENGINES } from '../../test/engines.ts'
import { aHub } from '../../test/hub.ts'

const square = (at: number) => [
  [at, 36],
  [at + 1, 36, 12],
  [at + 1, 37],
  [at, 36],
]
const outlines = (at = 117) => ({
  type: 'FeatureCollection',
  features: [
    {
      ...{ type: 'Feature', id: 5, properties: { name: '历下', colour: 'red' } },
      geometry: { type: 'Polygon', coordinates: [square(at)] },
    },
  ],
})
const send = (by: ConsoleClient, regionId: string, map: unknown, approval = '') =>
  by.ask('POST', `/api/maps/${regionId}`, { id: freshId(), approval, outlines: map })

async function aRegion(engine: (typeof ENGINES)[number] = 'sqlite') {
  const hub = await aHub({ organised: true, engine })
  const admin = await anAdministrator(hub)
  for (const regionId of ['east', 'west'])
    await admin.command('organisation.addRegion', { regionId, parentId: 'root', name: { zh: '区', en: 'R' } })
  return { hub, admin }
}

test.for(ENGINES)(
  'a region shows its own map, else that of the nearest above, on every node (%s)',
  async (engine) => {
    const { hub, admin } = await aRegion(engine)
    expect((await admin.ask('GET', '/api/maps/east')).body).toEqual(null)
    expect((await send(admin, 'root', outlines(110), '鲁SG(2026)001号')).status).toBe(200)
    expect((await admin.ask('GET', '/api/maps/east')).body).toMatchObject({
      regionId: 'root',
      approval: '鲁SG(2026)001号',
    })
    await send(admin, 'east', outlines())
    await send(admin, 'east', outlines(118))
    const { body } = await admin.ask('GET', '/api/maps/east')
    // Of a file only what a map needs is kept.
    expect(body).toEqual({
      ...{ regionId: 'east', approval: '' },
      outlines: {
        type: 'FeatureCollection',
        features: [
          {
            ...{ type: 'Feature', properties: { name: '历下' } },
            geometry: {
              type: 'Polygon',
              coordinates: [
                [
                  [118, 36],
                  [119, 36],
                  [119, 37],
                  [118, 36],
                ],
              ],
            },
          },
        ],
      },
    })
    const again = await hub.restart()
    const there = await anAdministratorAgain(again)
    expect((await there.ask('GET', '/api/maps/east')).body).toEqual(body)
    await there.command('map.remove', { regionId: 'east' })
    expect((await there.ask('GET', '/api/maps/east')).body).toMatchObject({ regionId: 'root' })
  },
)

test('who administers a region sets its map, and nobody else; what they do not see they see no map of', async () => {
  const { admin } = await aRegion()
  await send(admin, 'root', outlines())
  const viewer = await anAccount(admin, 'S1', { homeId: 'east', role: 'viewer' })
  const local = await anAccount(admin, 'S2', { homeId: 'east', role: 'administrator' })
  expect((await viewer.ask('GET', '/api/maps/east')).body).toEqual(null)
  expect((await send(viewer, 'east', outlines())).status).toBe(403)
  expect((await send(local, 'west', outlines())).status).toBe(404)
  expect((await local.ask('GET', '/api/maps/west')).status).toBe(404)
  expect((await local.command('map.remove', { regionId: 'root' })).status).toBe(404)
  expect((await send(local, 'east', outlines())).status).toBe(200)
  // Not past its route, without outlines.
  const bare = { regionId: 'east', digest: 'a'.repeat(64), approval: '' }
  expect((await local.command('map.set', bare)).status).toBe(400)
})

test('what is no map of polygons, or too much of one, is refused', async () => {
  const { admin } = await aRegion()
  const [feature] = outlines().features
  const many = {
    ...feature,
    geometry: { type: 'Polygon', coordinates: Array(40).fill(Array(2_000).fill([1, 1])) },
  }
  for (const odd of [
    null,
    'text',
    { type: 'Topology' },
    { ...outlines(), features: [] },
    { ...outlines(), features: [{ ...feature, geometry: { type: 'Point', coordinates: [1, 2] } }] },
    outlines(200),
    { ...outlines(), features: [many] },
  ])
    expect((await send(admin, 'root', odd)).body, JSON.stringify(odd)?.slice(0, 80)).toMatchObject({
      code: 'map.notReadable',
    })
  expect((await admin.ask('GET', '/api/maps/root')).body).toEqual(null)
})

async function anAdministratorAgain(hub: Awaited<ReturnType<typeof aHub>>): Promise<ConsoleClient> {
  const { ConsoleClient, PASSWORD } = await import('../../test/console-client.ts')
  const client = new ConsoleClient(hub)
  await client.signIn('admin', PASSWORD)
  return client
}
