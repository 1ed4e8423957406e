import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { StaffAccounts } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { MINUTE, PASSWORD, aHallFile, command, connect, startServer } from '../../test/builders.ts'
import type { TestServer } from '../../test/builders.ts'

const OWN = 'a bridge over the river'

async function signIn(server: TestServer, staffNumber: string, password: string, newPassword?: string) {
  const body = { staffNumber, password, ...(newPassword === undefined ? {} : { newPassword }) }
  const response = await server.request('/api/session', { body })
  const { code } = (await response.json()) as { code?: string }
  return code ?? response.status
}
async function answer(server: TestServer, path: string, cookie: string, body: unknown = {}) {
  const response = await server.request(path, { body, cookie })
  const text = await response.text()
  return text === '' ? response.status : (JSON.parse(text) as { code?: string; password?: string })
}
const change = (server: TestServer, cookie: string, password: string, newPassword: string) =>
  answer(server, '/api/session/password', cookie, { password, newPassword })

test('who changes the password goes on in that session; all others end, and the old password opens nothing', async () => {
  const server = await startServer()
  const [here, elsewhere] = [await server.signIn('1001'), await server.signIn('1001')]
  const there = await connect(server.url, { cookie: elsewhere })
  expect(await change(server, here, 'not it at all', OWN)).toMatchObject({ code: 'password.wrong' })
  expect(await change(server, here, PASSWORD, OWN)).toBe(204)
  await there.gone()
  expect(there.ended).toEqual(['access.signIn'])
  expect((await server.request('/api/session', { cookie: elsewhere })).status).toBe(401)
  expect((await server.request('/api/session', { cookie: here })).status).toBe(200)
  expect([await signIn(server, '1001', PASSWORD), await signIn(server, '1001', OWN)]).toEqual([
    'access.wrongPassword',
    200,
  ])
  expect(JSON.stringify(server.log.lines)).not.toContain(OWN)
})

test('a new password is long, not what anybody would guess, and not the one before', async () => {
  const server = await startServer()
  const cookie = await server.signIn('1001')
  const code = async (next: string) => {
    const said = await change(server, cookie, PASSWORD, next)
    return typeof said === 'number' ? said : said.code
  }
  expect(await code('short-pwd')).toBe('password.tooShort')
  expect(await code(PASSWORD)).toBe('password.same')
  for (const simple of [
    '1234567890',
    '1111111111',
    '10011001 1001',
    'Password1001',
    'qwertyuiop',
    'aaaaaaaaaab',
  ])
    expect([simple, await code(simple)]).toEqual([simple, 'password.tooSimple'])
  expect(await code('滨江营业厅二号窗口上班')).toBe(204)
})

test('a first password opens nothing but the choice of an own one', async () => {
  const file = aHallFile()
  const teller = file.staff.find(({ number }) => number === '1002')!
  delete teller.password
  teller.firstPassword = 'first of all'
  const server = await startServer({ file })
  expect(await signIn(server, '1002', 'first of all')).toBe('password.first')
  expect(await signIn(server, '1002', 'first of all', 'first of all')).toBe('password.same')
  expect(await signIn(server, '1002', 'wrong', OWN)).toBe('access.wrongPassword')
  expect(server.hall.state.staff.sessions).toEqual({})
  expect(await signIn(server, '1002', 'first of all', OWN)).toBe(200)
  expect(await signIn(server, '1002', OWN)).toBe(200)
  expect(await signIn(server, '1002', 'first of all')).toBe('access.wrongPassword')
  const again = await server.restart(file)
  expect(await signIn(again, '1002', OWN)).toBe(200)
})

test('an administrator makes a first password for somebody, whose sessions end; nobody else may', async () => {
  const server = await startServer()
  const [administrator, manager] = [await server.signIn('9001'), await server.signIn('2001')]
  const working = await server.staff('1001')
  await working.send(command('counter.open', { counterId: 'C1' }))
  const reset = (cookie: string, staffId = 'S1001') =>
    answer(server, `/api/staff/${staffId}/password`, cookie)
  expect(await reset(manager)).toMatchObject({ code: 'access.denied' })
  expect(await reset(administrator, 'constructor')).toMatchObject({ code: 'staff.unknown' })
  const { password = '' } = (await reset(administrator)) as { password?: string }
  await working.gone()
  expect(server.hall.state.view.counters['C1']?.duty.status).toBe('closed')
  expect(await signIn(server, '1001', password)).toBe('password.first')
  expect(await signIn(server, '1001', password, OWN)).toBe(200)
  expect(JSON.stringify(server.log.lines)).not.toContain(password)
})

test('the tool for the last administrator sets a first password beside the running server', async () => {
  const server = await startServer()
  const cookie = await server.signIn('9001')
  const tool = join(import.meta.dirname, '../../cli/password.ts')
  const args = ['--config', join(server.folder, 'hall.yaml'), '--data', join(server.folder, 'data')]
  const { stdout } = await promisify(execFile)(process.execPath, [tool, ...args, '--staff', '9001'])
  const password = /: (\S+)\n/.exec(stdout)?.[1] ?? ''
  await expect
    .poll(async () => (await server.request('/api/session', { cookie })).status, { timeout: 20_000 })
    .toBe(401)
  expect(await signIn(server, '9001', PASSWORD)).toBe('access.wrongPassword')
  expect(await signIn(server, '9001', password)).toBe('password.first')
  expect(await signIn(server, '9001', password, OWN)).toBe(200)
  const nobody = promisify(execFile)(process.execPath, [tool, ...args, '--staff', '7777'])
  await expect(nobody).rejects.toMatchObject({ code: 1 })
})

test('a session in which nobody does anything ends, and its counter with it; who acts keeps it', async () => {
  const server = await startServer({ file: aHallFile({ policies: { idleMinutes: 30 } }) })
  const [idle, awake] = [await server.staff('1001'), await server.signIn('1002')]
  await idle.send(command('counter.open', { counterId: 'C1' }))
  for (let n = 0; n < 2; n += 1) {
    server.clock.advance(20 * MINUTE)
    await answer(server, '/api/session/active', awake)
  }
  await idle.gone()
  await expect.poll(() => server.hall.state.view.counters['C1']?.duty.status).toBe('closed')
  expect((await server.request('/api/session', { cookie: awake })).status).toBe(200)
})

test("an administrator sees everybody's sessions, waits and first passwords; others their own sessions", async () => {
  const server = await startServer()
  const [administrator, teller] = [await server.signIn('9001'), await server.signIn('1001')]
  await signIn(server, '1001', 'wrong')
  const accounts = StaffAccounts.parse(
    await (await server.request('/api/staff', { cookie: administrator })).json(),
  )
  expect(accounts.find(({ staffId }) => staffId === 'S1001')).toMatchObject({
    password: 'set',
    failures: 1,
    waitMs: 0,
    sessions: [{ since: server.clock.now(), from: '127.0.0.1', here: false }],
  })
  expect((await server.request('/api/staff', { cookie: teller })).status).toBe(403)
  const own = await server.request('/api/session/all', { cookie: teller })
  expect(await own.json()).toMatchObject([{ here: true }])
})
