import { expect, test } from 'vitest'
import { HOUR, PASSWORD, aHallFile, command, connect, startServer } from '../../test/builders.ts'
import type { TestServer } from '../../test/builders.ts'

const refused = (code: string) => ({ ok: false, code })

async function bodyOf(response: Promise<Response>): Promise<[number, unknown]> {
  const { status } = await response
  const text = await (await response).text()
  return [status, text === '' ? null : (JSON.parse(text) as unknown)]
}
function signIn(server: TestServer, staffNumber: string, password: string) {
  return bodyOf(server.request('/api/session', { body: { staffNumber, password } }))
}
function errorOf(connecting: Promise<unknown>): Promise<unknown> {
  return connecting.then(
    () => null,
    (error: unknown) => error,
  )
}

test('a socket without a session is not let in', async () => {
  const server = await startServer()
  for (const credentials of [{}, { token: 'made.up' }, { cookie: 'hall_session=made.up' }]) {
    const error = await errorOf(connect(server.url, credentials))
    expect(error).toMatchObject({ message: 'access.signIn', data: { code: 'access.signIn' } })
  }
})

test("a stranger's requests are answered with nothing but that one must sign in", async () => {
  const server = await startServer()
  for (const path of [
    '/api/session',
    '/api/enrolment',
    '/api/nothing',
    '/journal.sqlite',
    '/app/admin.js',
    '/api/voice/1/zh',
    '/../data',
  ])
    expect(await bodyOf(server.request(path)), path).toEqual([401, refused('access.signIn')])
})

test('whoever signs in gets a session cookie that no script and no other site can use', async () => {
  const server = await startServer()
  const response = await server.request('/api/session', { body: { staffNumber: '1001', password: PASSWORD } })
  expect(await response.json()).toEqual({
    kind: 'staff',
    staffId: 'S1001',
    name: 'Teller 1',
    roles: ['counterStaff'],
  })
  const cookie = response.headers.get('set-cookie') ?? ''
  for (const part of ['hall_session=', 'HttpOnly', 'SameSite=Strict', 'Path=/'])
    expect(cookie).toContain(part)
  expect(await bodyOf(server.request('/api/session', { cookie }))).toMatchObject([200, { staffId: 'S1001' }])
})

test('a wrong password and an unknown number are answered alike', async () => {
  const server = await startServer()
  expect(await signIn(server, '1001', 'wrong')).toEqual([401, refused('access.wrongPassword')])
  expect(await signIn(server, '7777', 'wrong')).toEqual([401, refused('access.wrongPassword')])
})

test('what is no staff number or password is refused before it is looked at', async () => {
  const server = await startServer()
  for (const body of [
    {},
    { staffNumber: '1001' },
    { staffNumber: "1' OR 1=1", password: 'x' },
    { staffNumber: '1001', password: 'x', extra: 1 },
  ])
    expect(await bodyOf(server.request('/api/session', { body }))).toMatchObject([
      400,
      refused('input.invalid'),
    ])
})

test('after five failures from one place even the right password has to wait there, until the time is over', async () => {
  const server = await startServer()
  for (let n = 0; n < 5; n += 1) await signIn(server, '1001', 'wrong')
  const [status, body] = await signIn(server, '1001', PASSWORD)
  expect([status, body]).toEqual([
    423,
    { ...refused('access.locked'), detail: String(server.clock.now() + 30_000) },
  ])
  await server.signIn('1002')
  server.clock.advance(30_000)
  expect((await signIn(server, '1001', PASSWORD))[0]).toBe(200)
})

test('a wait outlasts a restart', async () => {
  const server = await startServer()
  for (let n = 0; n < 5; n += 1) await signIn(server, '1001', 'wrong')
  expect((await signIn(await server.restart(), '1001', PASSWORD))[0]).toBe(423)
})

test('password checks do not pile up', async () => {
  const server = await startServer()
  const statuses = await Promise.all(Array.from({ length: 12 }, () => signIn(server, '7777', 'wrong')))
  const codes = new Set(statuses.map(([, body]) => (body as { code: string }).code))
  expect(codes).toEqual(new Set(['access.wrongPassword', 'access.tooMany']))
})

test('a session outlasts a restart', async () => {
  const server = await startServer()
  const cookie = await server.signIn('1001')
  const again = await server.restart()
  expect((await again.request('/api/session', { cookie })).status).toBe(200)
})

test("signing out ends the session's sockets at once, and only those", async () => {
  const server = await startServer()
  const cookie = await server.signIn('1001')
  const [leaving, other] = [await connect(server.url, { cookie }), await server.staff('1001')]
  const response = await server.request('/api/session', { method: 'DELETE', cookie })
  expect([response.status, response.headers.get('set-cookie')]).toEqual([
    204,
    expect.stringContaining('hall_session=;'),
  ])
  await leaving.gone()
  expect(leaving.ended).toEqual(['access.signIn'])
  expect((await server.request('/api/session', { cookie })).status).toBe(401)
  expect(await errorOf(connect(server.url, { cookie }))).toMatchObject({ message: 'access.signIn' })
  expect((await other.subscribe()).ok).toBe(true)
})

test('a session that has run out sends, sees and keeps nothing', async () => {
  const server = await startServer()
  const cookie = await server.signIn('1001')
  const [sending, subscribing, listening] = await Promise.all(
    [1, 2, 3].map(() => connect(server.url, { cookie })),
  )
  await listening!.snapshot()
  server.clock.advance(12 * HOUR)
  // At once: whoever asks later may be cut off by the next look through the connections before.
  const answers = [sending!.send(command('counter.open', { counterId: 'C1' })), subscribing!.subscribe()]
  expect(await Promise.all(answers)).toEqual([refused('access.signIn'), refused('access.signIn')])
  await Promise.all([sending, subscribing, listening].map((client) => client!.gone()))
  expect(listening!.ended).toEqual(['access.signIn'])
  expect((await server.request('/api/session', { cookie })).status).toBe(401)
  expect(server.hall.state.view.counters['C1']?.duty.status).toBe('closed')
})

test('a station that keeps commands of another release is named in the log, with how many they are', async () => {
  const server = await startServer()
  const token = await server.enrol('K1')
  await connect(server.url, { token })
  expect(server.log.lines.join()).not.toContain('station.unknownCommands')
  await connect(server.url, { token, unknownCommands: 3 })
  const lines = server.log.lines.filter((line) => line.includes('station.unknownCommands'))
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ station: 'K1', count: 3 }])
})

test('a revoked station is cut off at once, and its known code does not let it in again', async () => {
  const server = await startServer()
  const token = await server.enrol('K1')
  const [kiosk, other, admin] = [
    await connect(server.url, { token }),
    await server.station('K2'),
    await server.staff('9001'),
  ]
  expect((await admin.send(command('station.revoke', { stationId: 'K1' }))).ok).toBe(true)
  await kiosk.gone()
  expect(kiosk.ended).toEqual(['access.signIn'])
  expect(await errorOf(connect(server.url, { token }))).toMatchObject({ message: 'access.signIn' })
  await expect(server.enrol('K1')).rejects.toThrow('enrolment.unknownCode')
  expect((await other.subscribe()).ok).toBe(true)
})

test('a station enrolled anew replaces the machine that was it before', async () => {
  const server = await startServer()
  const kiosk = await server.station('K1')
  const admin = await server.staff('9001')
  const asked = (await (await server.request('/api/enrolment', { body: { kind: 'kiosk' } })).json()) as {
    code: string
  }
  await admin.send(command('station.enrol', { code: asked.code, stationId: 'K1' }))
  await kiosk.gone()
  expect(kiosk.ended).toEqual(['access.signIn'])
})

test('pages of other origins are refused, on HTTP and on sockets', async () => {
  const server = await startServer()
  const cookie = await server.signIn('1001')
  const number = server.hall.committedNumber
  for (const origin of ['https://evil.example', 'null', `${server.url}0`]) {
    const headers = { origin }
    expect(await bodyOf(server.request('/api/session', { method: 'DELETE', cookie, headers }))).toEqual([
      403,
      refused('access.otherOrigin'),
    ])
    expect(
      (await server.request('/api/session', { body: { staffNumber: '1001', password: PASSWORD }, headers }))
        .status,
    ).toBe(403)
    expect(await errorOf(connect(server.url, { cookie, origin }))).toBeInstanceOf(Error)
  }
  expect(server.hall.committedNumber).toBe(number)
  expect(await connect(server.url, { cookie, origin: server.url })).toBeDefined()
})

test('whether a station is connected is known to staff, also after a restart', async () => {
  const server = await startServer()
  const token = await server.enrol('K1')
  const stationIs = (one: TestServer): boolean | undefined => one.hall.state.view.stations['K1']?.connected
  const [first, second] = [await connect(server.url, { token }), await connect(server.url, { token })]
  await expect.poll(() => stationIs(server), { timeout: 10_000 }).toBe(true)
  first.close()
  await second.snapshot()
  expect(stationIs(server)).toBe(true)
  second.close()
  await expect.poll(() => stationIs(server), { timeout: 10_000 }).toBe(false)
  await connect(server.url, { token })
  await expect.poll(() => stationIs(server), { timeout: 10_000 }).toBe(true)
  expect(stationIs(await server.restart())).toBe(false)
})

test('answers carry headers that keep pages from being framed or sniffed', async () => {
  const server = await startServer({ file: aHallFile() })
  const { headers } = await server.request('/api/session')
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})
