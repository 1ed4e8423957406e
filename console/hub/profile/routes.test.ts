import { expect, test } from 'vitest'
import { anAccount, anAdministrator } from '../../test/console-client.ts'
import { aForeignKey } from '../../test/foreign-hall.ts'
import { aHub } from '../../test/hub.ts'

const name = { zh: '东区', en: 'East' }

async function aRegion() {
  const hub = await aHub({ organised: true })
  const admin = await anAdministrator(hub)
  for (const [regionId, hallId] of [
    ['east', 'H1'],
    ['west', 'H2'],
  ]) {
    await admin.command('organisation.addRegion', { regionId, parentId: 'root', name })
    await admin.command('organisation.admitHall', {
      hallId,
      regionId,
      tier: 'A',
      key: aForeignKey().publicKey,
    })
  }
  const set = (place: object, profile: object) => admin.command('profile.set', { place, profile })
  await set({ of: 'region', regionId: 'root', tier: null }, { targets: { waitMs: 900_000 } })
  await set({ of: 'region', regionId: 'east', tier: 'A' }, { targets: { waitMs: 600_000 } })
  return { admin, set }
}

test('each sees the limits of their halls, by the nearest profile that says one', async () => {
  const { admin, set } = await aRegion()
  expect((await admin.ask('GET', '/api/halls/limits')).body).toEqual([
    { hallId: 'H1', waitMs: 600_000 },
    { hallId: 'H2', waitMs: 900_000 },
  ])
  await set({ of: 'hall', hallId: 'H1' }, { targets: { waitMs: null } })
  const east = await anAccount(admin, 'S1', { homeId: 'east', role: 'viewer' })
  expect((await east.ask('GET', '/api/halls/limits')).body).toEqual([{ hallId: 'H1', waitMs: null }])
})

test('a profile shows its own values and what holds, and of places that one does not see nothing but that they are above', async () => {
  const { admin } = await aRegion()
  const east = await anAccount(admin, 'S1', { homeId: 'east', role: 'viewer' })
  const { body } = await east.ask('GET', '/api/profiles/region:east:A')
  expect(body).toEqual({
    place: { of: 'region', regionId: 'east', tier: 'A' },
    own: { targets: { waitMs: 600_000 } },
    version: 1,
    values: [
      {
        path: 'targets.waitMs',
        value: 600_000,
        from: 'region:east:A',
        instead: [{ value: 900_000, from: 'above' }],
      },
    ],
  })
  expect(JSON.stringify((await east.ask('GET', '/api/halls/H1/profile')).body)).not.toContain('root')
  expect(JSON.stringify((await admin.ask('GET', '/api/profiles/hall:H1')).body)).toContain('region:root')
  for (const place of ['region:west', 'region:root', 'hall:H2', 'region:none'])
    expect((await east.ask('GET', `/api/profiles/${place}`)).status, place).toBe(404)
  expect((await east.ask('GET', '/api/profiles/zone:a')).status).toBe(400)
})

test('who changes what another has just changed is told to look again, and loses nothing of it', async () => {
  const { admin } = await aRegion()
  const place = { of: 'region', regionId: 'east', tier: 'A' }
  const set = async (waitMs: number, expected: number) =>
    (await admin.command('profile.set', { place, profile: { targets: { waitMs } }, expected })).body
  const version = async (at: string) => (await admin.ask('GET', `/api/profiles/${at}`)).body['version']
  expect(await version('region:east:A')).toBe(1)
  expect(await version('hall:H2')).toBe(0)
  expect(await set(300_000, 1)).toMatchObject({ ok: true })
  expect(await set(900_000, 1)).toMatchObject({ code: 'profile.changed' })
  expect((await admin.ask('GET', '/api/profiles/region:east:A')).body).toMatchObject({
    ...{ own: { targets: { waitMs: 300_000 } }, version: 2 },
  })
})
