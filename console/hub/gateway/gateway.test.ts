import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  ConsoleClient,
  PASSWORD,
  Tiles,
  anAccount,
  anAdministrator,
  freshId,
} from '../../test/console-client.ts'
import { ENGINES } from '../../test/engines.ts'
import { ForeignHall, aForeignKey } from '../../test/foreign-hall.ts'
import type { ForeignKey } from '../../test/foreign-hall.ts'
import { aHub } from '../../test/hub.ts'
import type { TestHub } from '../../test/hub.ts'

/** Waits for what becomes so, on a loaded machine too. */
const polled = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 })

const name = { zh: '东区', en: 'East' }
const fact = (day: number) => ({ type: 'DayOpened', day: `2026-01-0${day}` })

async function greet(hub: TestHub, hallId: string, key: ForeignKey) {
  const greeted = await ForeignHall.greet({ url: hub.url, hallId, key })
  onTestFinished(() => void greeted.hall.socket.disconnect())
  return greeted
}

/** A hub with regions `east` and `west`, a hall let in in each, and people of each. */
async function aRegion() {
  const hub = await aHub({ organised: true })
  const admin = await anAdministrator(hub)
  const keys = { H1: aForeignKey(), H2: aForeignKey() }
  for (const [regionId, hallId] of [
    ['east', 'H1'],
    ['west', 'H2'],
  ] as const) {
    await admin.command('organisation.addRegion', { regionId, parentId: 'root', name })
    const key = keys[hallId].publicKey
    await admin.command('organisation.admitHall', { hallId, key, regionId, tier: 'A' })
  }
  return { hub, admin, keys }
}

test('a new hub has one administrator, whose first password lies in a private file and has to be changed', async () => {
  const hub = await aHub({ organised: true })
  const path = join(hub.folder, 'first-sign-in.txt')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(hub.log.lines.join('\n')).toContain('first-sign-in.txt')
  const stranger = new ConsoleClient(hub)
  expect((await stranger.signIn('admin', 'wrong')).body).toMatchObject({ code: 'account.wrongPassword' })
  const admin = await anAdministrator(hub)
  expect((await admin.ask('GET', '/api/me')).body).toMatchObject({
    ...{ accountId: 'admin', grants: [{ regionId: 'root', role: 'administrator' }] },
  })
  await polled(() => existsSync(path)).toBe(false)
  const again = await hub.restart()
  expect(existsSync(path)).toBe(false)
  expect((await new ConsoleClient(again).signIn('admin', PASSWORD)).status).toBe(200)
})

test('a first password opens nothing but the choice of an own one, and that is no easy one', async () => {
  const { admin } = await aRegion()
  const made = await admin.ask('POST', '/api/accounts', {
    ...{ id: freshId(), accountId: 'S1001', homeId: 'east', role: 'viewer', name: '张测试' },
  })
  const first = String(made.body['password'])
  const client = new ConsoleClient(admin.hub)
  expect((await client.signIn('S1001', first)).body).toMatchObject({ code: 'password.first' })
  expect((await client.signIn('S1001', first, 'S1001')).body).toMatchObject({ code: 'password.tooShort' })
  expect((await client.ask('GET', '/api/me')).status).toBe(401)
  expect((await client.signIn('S1001', first, PASSWORD)).body).toMatchObject({ name: '张测试' })
  expect((await new ConsoleClient(admin.hub).signIn('S1001', first)).status).toBe(401)
  // Neither name nor password is in a fact.
  const audit = JSON.stringify((await admin.ask('GET', '/api/audit')).body)
  expect(audit).toContain('AccountAdded')
  for (const secret of ['张测试', first, PASSWORD]) expect(audit).not.toContain(secret)
})

test('who guesses has to wait, longer each time; the browser that has signed in before does not', async () => {
  const { admin, hub } = await aRegion()
  const guesser = new ConsoleClient(hub)
  const codes: unknown[] = []
  for (let at = 0; at < 7; at += 1) codes.push((await guesser.signIn('admin', `guess ${at}`)).body['code'])
  expect(codes.slice(0, 5)).toEqual(Array(5).fill('account.wrongPassword'))
  expect(codes.slice(5)).toEqual(['access.locked', 'access.locked'])
  expect((await new ConsoleClient(hub).signIn('admin', PASSWORD)).body).toMatchObject({
    code: 'access.locked',
  })
  expect((await admin.signIn('admin', PASSWORD)).status).toBe(200)
  const nobody = new ConsoleClient(hub)
  for (let at = 0; at < 5; at += 1) await nobody.signIn('nobody', 'x')
  expect((await nobody.signIn('nobody', 'x')).body).toMatchObject({ code: 'access.locked' })
})

test('each sees the halls of their own regions, from the snapshot through every change, and nothing of others', async () => {
  const { hub, admin, keys } = await aRegion()
  const east = await anAccount(admin, 'S1', { homeId: 'east', role: 'viewer' })
  const [all, own] = [await Tiles.on(admin.socket()), await Tiles.on(east.socket())]
  expect([...all.halls.keys()].sort()).toEqual(['H1', 'H2'])
  expect([...own.halls.keys()]).toEqual(['H1'])
  for (const hallId of ['H1', 'H2'] as const) {
    const { hall, answer } = await greet(hub, hallId, keys[hallId])
    expect(answer).toMatchObject({ ok: true })
    await hall.send(1, [fact(3)])
  }
  await polled(() => all.halls.get('H2')?.day).toBe('2026-01-03')
  await polled(() => own.halls.get('H1')?.day).toBe('2026-01-03')
  expect([...own.ever]).toEqual(['H1'])
  const seen = (await east.ask('GET', '/api/organisation')).body
  expect(JSON.stringify(seen)).not.toMatch(/H2|west|root/)
  for (const path of ['/api/halls/H2/profile', '/api/halls/H9/profile'])
    expect((await east.ask('GET', path)).body).toEqual({ ok: false, code: 'organisation.unknownHall' })
  expect((await east.ask('GET', '/api/audit')).status).toBe(403)
  expect((await east.ask('GET', '/api/halls/waiting')).body).toEqual([])
  expect((await east.ask('GET', '/api/accounts')).body).toEqual([])

  // The hall moves: who saw it sees it no more, at once.
  await admin.command('organisation.moveHall', { hallId: 'H1', regionId: 'west' })
  await polled(() => own.halls.size).toBe(0)
  await admin.command('account.grant', { accountId: 'S1', regionId: 'west', role: 'viewer' })
  await polled(() => [...own.halls.keys()].sort()).toEqual(['H1', 'H2'])
})

test('a viewer changes nothing; an administrator of a region nothing outside it', async () => {
  const { hub, admin } = await aRegion()
  const viewer = await anAccount(admin, 'S1', { homeId: 'east', role: 'viewer' })
  const local = await anAccount(admin, 'S2', { homeId: 'east', role: 'administrator' })
  const before = JSON.stringify((await admin.ask('GET', '/api/organisation')).body)
  expect((await viewer.command('organisation.revokeHall', { hallId: 'H1' })).body).toMatchObject({
    code: 'access.denied',
  })
  for (const client of [viewer, local]) {
    expect((await client.command('organisation.revokeHall', { hallId: 'H2' })).body).toMatchObject({
      code: 'organisation.unknownHall',
    })
    expect((await client.command('account.resetPassword', { accountId: 'admin' })).status).toBe(400)
    expect((await client.ask('POST', '/api/accounts/admin/password', { id: freshId() })).body).toMatchObject({
      code: 'account.unknown',
    })
  }
  expect((await local.command('account.addFirst', { accountId: 'S3' })).status).toBe(400)
  expect(JSON.stringify((await admin.ask('GET', '/api/organisation')).body)).toBe(before)
  expect((await new ConsoleClient(hub).command('organisation.revokeHall', { hallId: 'H1' })).status).toBe(401)
})

test('a session that ends cuts its lines off, on whichever way it ends', async () => {
  const { hub, admin } = await aRegion()
  const one = await anAccount(admin, 'S1', { homeId: 'east', role: 'viewer' })
  const signedOut = await Tiles.on(one.socket())
  const stolen = new ConsoleClient(hub)
  stolen.cookie = one.cookie
  expect((await one.ask('DELETE', '/api/session')).status).toBe(204)
  await polled(() => signedOut.gone).toBe(true)
  expect(signedOut.ended).toEqual(['access.signIn'])
  expect((await stolen.ask('GET', '/api/me')).status).toBe(401)
  await expect(Tiles.on(stolen.socket())).rejects.toThrow('access.signIn')

  await one.signIn('S1', `${PASSWORD} S1`)
  const closed = await Tiles.on(one.socket())
  await admin.command('account.close', { accountId: 'S1' })
  await polled(() => closed.gone).toBe(true)
  expect((await one.signIn('S1', `${PASSWORD} S1`)).status).toBe(401)
})

test('a change of the password ends the other sessions and keeps the one it was made in', async () => {
  const { admin, hub } = await aRegion()
  const other = new ConsoleClient(hub)
  await other.signIn('admin', PASSWORD)
  const change = { password: PASSWORD, newPassword: 'another long walk at dusk' }
  expect(
    (await admin.ask('POST', '/api/session/password', { ...change, password: 'no' })).body,
  ).toMatchObject({
    code: 'password.wrong',
  })
  expect((await admin.ask('POST', '/api/session/password', change)).status).toBe(204)
  expect((await other.ask('GET', '/api/me')).status).toBe(401)
  expect((await admin.ask('GET', '/api/me')).status).toBe(200)
})

test('pages of another origin and under another name reach nothing, by HTTP and by socket', async () => {
  const { admin } = await aRegion()
  const foreign = { origin: 'https://elsewhere.example' }
  const body = { type: 'organisation.revokeHall', id: freshId(), hallId: 'H1' }
  expect((await admin.ask('POST', '/api/commands', body, foreign)).body).toMatchObject({
    code: 'access.otherOrigin',
  })
  await expect(Tiles.on(admin.socket(foreign))).rejects.toThrow('access.otherOrigin')
  await expect(Tiles.on(admin.socket({ host: 'elsewhere.example' }))).rejects.toThrow('access.otherHost')
  await expect(Tiles.on(new ConsoleClient(admin.hub).socket())).rejects.toThrow('access.signIn')
  const { headers } = await admin.ask('GET', '/api/me')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})

test('behind TLS the cookies are __Host- ones that no script and no other site gets', async () => {
  const hub = await aHub({ organised: true, behindProxy: true })
  const client = new ConsoleClient(hub)
  const { headers } = await client.signIn('admin', 'wrong')
  expect(headers.get('strict-transport-security')).toContain('max-age')
  const admin = await anAdministrator(hub)
  expect(admin.cookie).toMatch(/__Host-console_session=/)
})

test.for(ENGINES)('a session opens every node, and ends on all of them at once (%s)', async (engine) => {
  const one = await aHub({ organised: true, engine })
  const two = await one.another()
  const admin = await anAdministrator(one)
  const there = new ConsoleClient(two)
  there.cookie = admin.cookie
  await polled(async () => (await there.ask('GET', '/api/me')).status).toBe(200)
  const tiles = await Tiles.on(there.socket())
  await admin.command('organisation.addRegion', { regionId: 'east', parentId: 'root', name })
  await polled(async () => JSON.stringify((await there.ask('GET', '/api/organisation')).body)).toContain(
    'east',
  )
  await admin.ask('DELETE', '/api/session')
  await polled(() => tiles.gone).toBe(true)
  expect((await there.ask('GET', '/api/me')).status).toBe(401)
})
