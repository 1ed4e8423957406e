import type { AccountId, SessionId } from '@service-hall/contract'
import { aClock } from '@service-hall/server-kit/testing'
import { expect, test } from 'vitest'
import { ConsoleClient, Tiles, anAdministrator, freshId } from '../../test/console-client.ts'
import { ENGINES } from '../../test/engines.ts'
import { aForeignKey } from '../../test/foreign-hall.ts'
import { aHub } from '../../test/hub.ts'
import type { TestHubOptions } from '../../test/hub.ts'
import { ConsoleSessions } from './sessions.ts'
import { emptyAccounts, evolveAccounts } from './state.ts'

const DAY_MS = 86_400_000

/** A region with a hall, one beside it, and a wall of the first that is signed in. */
async function aWall(options: TestHubOptions = {}) {
  const hub = await aHub({ ...options, organised: true })
  const admin = await anAdministrator(hub)
  for (const [regionId, hallId] of [
    ['east', 'H1'],
    ['west', 'H2'],
  ]) {
    await admin.command('organisation.addRegion', { regionId, parentId: 'root', name: { zh: '区', en: 'R' } })
    const key = aForeignKey().publicKey
    await admin.command('organisation.admitHall', { hallId, key, regionId, tier: 'A' })
  }
  const fields = { id: freshId(), accountId: 'W1', homeId: 'east', name: '调度大厅', wall: true }
  const made = await admin.ask('POST', '/api/accounts', { ...fields, role: 'viewer' })
  const key = String(made.body['password'])
  const wall = new ConsoleClient(hub)
  return { hub, admin, wall, key, signedIn: await wall.signIn('W1', key) }
}

test.each(ENGINES)('a wall signs in by its key and sees its own region alone, on %s', async (engine) => {
  const { wall, signedIn } = await aWall({ engine })
  expect(signedIn.status).toBe(200)
  expect((await wall.ask('GET', '/api/me')).body).toMatchObject({ wall: true, name: '调度大厅' })
  const tiles = await Tiles.on(wall.socket())
  expect([...tiles.halls.keys()]).toEqual(['H1'])
})

test('a wall only looks: what changes anything is refused, its own password too', async () => {
  const { wall, key } = await aWall()
  const refused = { status: 403, body: { code: 'account.wallLooks' } }
  const place = { of: 'region', regionId: 'east', tier: null }
  expect(await wall.command('profile.set', { place, profile: {} })).toMatchObject(refused)
  for (const [method, path] of [
    ['POST', '/api/reports'],
    ['POST', '/api/session/password'],
    ['POST', '/api/session/second-factor/secret'],
    ['DELETE', '/api/session/second-factor'],
    ['POST', '/api/session/nothing'],
  ] as const)
    expect(await wall.ask(method, path, { password: key, newPassword: 'x' }), path).toMatchObject(refused)
})

test('a wall never has more than a look, and is signed in at one place', async () => {
  const { admin, hub, wall, key } = await aWall()
  const grant = { accountId: 'W1', regionId: 'east', role: 'operator' }
  expect(await admin.command('account.grant', grant)).toMatchObject({ body: { code: 'account.wallLooks' } })
  const other = { accountId: 'W2', homeId: 'east', name: '门厅', wall: true, role: 'administrator' }
  expect(await admin.ask('POST', '/api/accounts', { id: freshId(), ...other })).toMatchObject({
    body: { code: 'account.wallLooks' },
  })
  const elsewhere = new ConsoleClient(hub)
  expect((await elsewhere.signIn('W1', key)).status).toBe(200)
  expect((await wall.ask('GET', '/api/me')).status).toBe(401)
  expect((await elsewhere.ask('GET', '/api/me')).status).toBe(200)
  expect(JSON.stringify((await admin.ask('GET', '/api/audit')).body)).toContain('SessionEnded')
})

test('a wall that is closed, or gets another key, is dark at once; the audit log has it all', async () => {
  const { admin, hub, wall, key } = await aWall()
  const line = await Tiles.on(wall.socket())
  const anew = await admin.ask('POST', '/api/accounts/W1/password', { id: freshId() })
  await expect.poll(() => line.gone).toBe(true)
  expect(line.ended).toEqual(['access.signIn'])
  expect((await wall.signIn('W1', key)).status).toBe(401)
  expect((await wall.signIn('W1', String(anew.body['password']))).status).toBe(200)
  const again = await hub.restart()
  wall.hub = again
  expect((await wall.ask('GET', '/api/me')).status).toBe(200)
  admin.hub = again
  await admin.command('account.close', { accountId: 'W1' })
  expect((await wall.ask('GET', '/api/me')).status).toBe(401)
  const audit = JSON.stringify((await admin.ask('GET', '/api/audit')).body)
  for (const word of ['"wall":true', 'AccountPasswordSet', 'SessionBegan', 'AccountClosed'])
    expect(audit).toContain(word)
})

test('nobody does anything at a wall for a month, and it stays signed in; a person does not', () => {
  const clock = aClock()
  const state = emptyAccounts()
  const told = { at: 0, from: 'x' } as never
  for (const [accountId, wall] of [
    ['W1', { wall: true }],
    ['S1', {}],
  ] as const) {
    const id = accountId as AccountId
    evolveAccounts.AccountAdded(state, { accountId: id, homeId: 'root', ...wall } as never, told)
    const session = { accountId: id, sessionId: `${id}-1` as SessionId, until: clock.now() + 400 * DAY_MS }
    evolveAccounts.SessionBegan(state, { type: 'SessionBegan', ...session }, told)
  }
  const sessions = new ConsoleSessions({} as never, state, { key: Buffer.alloc(32), clock })
  const stands = (id: string) => sessions.standing(id as AccountId, `${id}-1` as SessionId) !== null
  expect([stands('W1'), stands('S1')]).toEqual([true, true])
  clock.advance(30 * DAY_MS)
  expect([stands('W1'), stands('S1')]).toEqual([true, false])
  expect(sessions.overdue().map((command) => 'accountId' in command && command.accountId)).toEqual(['S1'])
})
