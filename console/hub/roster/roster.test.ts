import { describe, expect, test } from 'vitest'
import { anAccount, anAdministrator, freshId } from '../../test/console-client.ts'
import type { ConsoleClient } from '../../test/console-client.ts'
import { ENGINES } from '../../test/engines.ts'
import { aHub } from '../../test/hub.ts'
import type { TestHub } from '../../test/hub.ts'
import { aKey } from '../../test/pure.ts'

const WEEK = '2026-11-30'
const data = { kinds: ['charge'], skills: ['pay'], share: 100, from: '2026-01-01', until: null }
const free = Array.from({ length: 7 }, () => null)
const rows = [{ number: '1001', days: [{ shift: 'D1' }, ...free.slice(1)] }]

/** A hub with hall H1 in `east`, its supervisor, a viewer, a supervisor of `west`, and somebody on the staff. */
async function aRegion(engine: 'sqlite' | 'postgres' = 'sqlite'): Promise<{
  hub: TestHub
  boss: ConsoleClient
  viewer: ConsoleClient
  other: ConsoleClient
}> {
  const hub = await aHub({ organised: true, engine })
  const admin = await anAdministrator(hub)
  for (const regionId of ['east', 'west'])
    await admin.command('organisation.addRegion', {
      regionId,
      parentId: 'root',
      name: { zh: regionId, en: regionId },
    })
  await admin.command('organisation.admitHall', {
    hallId: 'H1',
    key: aKey('H1'),
    regionId: 'east',
    tier: 'A',
  })
  const boss = await anAccount(admin, 'S1', { homeId: 'east', role: 'supervisor' })
  const viewer = await anAccount(admin, 'S2', { homeId: 'east', role: 'viewer' })
  const other = await anAccount(admin, 'S3', { homeId: 'west', role: 'supervisor' })
  const person = { id: freshId(), hallId: 'H1', ...data, name: '王小明' }
  expect((await boss.ask('POST', '/api/people/1001', person)).status).toBe(200)
  return { hub, boss, viewer, other }
}

describe.each(ENGINES)('on %s', (engine) => {
  test('names lie sealed and are told to those who supervise, until they are erased', async () => {
    const { hub, boss, viewer, other } = await aRegion(engine)
    expect((await boss.ask('GET', '/api/people')).body).toMatchObject([{ number: '1001', name: '王小明' }])
    expect((await viewer.ask('GET', '/api/people')).body).toMatchObject([{ number: '1001', name: null }])
    expect((await other.ask('GET', '/api/people')).body).toEqual([])
    const again = { hallId: 'H1', ...data }
    expect(
      (await viewer.ask('POST', '/api/people/1001', { id: freshId(), ...again, name: '别人' })).status,
    ).toBe(403)
    expect(
      (await boss.ask('POST', '/api/people/1001', { id: freshId(), ...again, until: '2026-12-31' })).status,
    ).toBe(200)
    expect((await boss.ask('GET', '/api/people')).body).toMatchObject([
      { name: '王小明', until: '2026-12-31' },
    ])
    expect((await boss.ask('POST', '/api/people/１００１', { id: freshId(), ...again })).status).toBe(400)
    expect((await boss.command('people.forget', { number: '1001' })).status).toBe(400)
    expect((await viewer.ask('DELETE', '/api/people/1001/name')).status).toBe(403)
    expect((await boss.ask('DELETE', '/api/people/1001/name')).status).toBe(200)
    expect((await boss.ask('GET', '/api/people')).body).toMatchObject([{ name: null }])
    const audit = await (await anAdministratorAgain(hub)).ask('GET', '/api/audit')
    expect(JSON.stringify(audit.body)).not.toMatch(/王小明|别人/)
  })

  test('what was published stays told when it is published anew', async () => {
    const { boss, viewer, other } = await aRegion(engine)
    const path = `/api/halls/H1/roster/${WEEK}`
    const publish = { hallId: 'H1', week: WEEK }
    expect((await boss.command('roster.publish', { ...publish, base: 0, rows })).status).toBe(200)
    expect((await boss.command('roster.publish', { ...publish, base: 1, rows: [] })).status).toBe(200)
    const versions = (await viewer.ask('GET', `${path}/versions`)).body as unknown as {
      version: number
      rows: unknown
    }[]
    expect(versions.map((one) => [one.version, one.rows])).toEqual([
      [2, []],
      [1, rows],
    ])
    expect((await boss.ask('GET', path)).body).toMatchObject({
      mayPlan: true,
      published: { version: 2 },
      openAssumed: true,
    })
    const seen = (await viewer.ask('GET', path)).body
    expect(seen).toMatchObject({ mayPlan: false, draft: null, swaps: [] })
    expect(JSON.stringify(seen)).not.toContain('王小明')
    for (const route of [
      path,
      `${path}/versions`,
      `/api/halls/H1/demand/${WEEK}`,
      '/api/halls/H1/presence',
      '/api/halls/H1/rules',
    ])
      expect((await other.ask('GET', route)).body).toMatchObject({ code: 'organisation.unknownHall' })
    expect((await viewer.ask('GET', '/api/halls/H1/roster/2026-12-01')).status).toBe(404)
  })
})

test('a proposal is answered line by line, to who may plan', async () => {
  const { boss, viewer, other, hub } = await aRegion()
  const path = `/api/halls/H1/roster/${WEEK}/propose`
  const body = { seconds: 5, keep: true, rows }
  expect((await viewer.ask('POST', path, body)).status).toBe(403)
  expect((await other.ask('POST', path, body)).status).toBe(404)
  expect((await boss.ask('POST', path, { ...body, seconds: 9_999 })).status).toBe(400)
  const response = await fetch(`${hub.url}${path}`, {
    method: 'POST',
    headers: { cookie: boss.cookie, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const lines = (await response.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines.at(-1)).toMatchObject({ kind: 'done', proposal: { rows: [{ number: '1001' }] } })
  const { rows: planned } = lines.at(-1)?.['proposal'] as { rows: { days: unknown[] }[] }
  expect(planned[0]?.days[0]).toEqual({ shift: 'D1' })
  expect((await boss.ask('GET', `/api/halls/H1/demand/${WEEK}`)).body).toMatchObject({
    target: { assumed: true },
  })
  expect((await boss.ask('GET', '/api/halls/H1/presence')).body).toMatchObject({ day: null, people: [] })
}, 60_000)

async function anAdministratorAgain(hub: TestHub): Promise<ConsoleClient> {
  const { ConsoleClient, PASSWORD } = await import('../../test/console-client.ts')
  const client = new ConsoleClient(hub)
  await client.signIn('admin', PASSWORD)
  return client
}
