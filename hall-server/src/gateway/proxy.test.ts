import { expect, test } from 'vitest'
import { PASSWORD, connect, startServer } from '../../test/builders.ts'
import type { TestServer } from '../../test/builders.ts'

const body = { staffNumber: '1001', password: PASSWORD }
/** What a proxy at hall.example adds. */
const proxied = { 'x-forwarded-host': 'hall.example', 'x-forwarded-for': '10.0.0.1' }

function signIn(server: TestServer, headers: Record<string, string>): Promise<Response> {
  return server.request('/api/session', { body, headers })
}

test("behind a proxy the page's own origin is the one the proxy was asked for", async () => {
  const server = await startServer({ behindProxy: true })
  const own = await signIn(server, { ...proxied, origin: 'https://hall.example' })
  expect(own.status).toBe(200)
  expect((await signIn(server, { ...proxied, origin: 'https://evil.example' })).status).toBe(403)
  const forged = { 'x-forwarded-host': 'evil.example, hall.example', origin: 'https://evil.example' }
  expect((await signIn(server, forged)).status).toBe(403)
  expect((await signIn(server, { origin: server.url })).status).toBe(200)
})

test('behind a proxy cookies go over TLS only, without one also over a plain line', async () => {
  const [behind, bare] = [await startServer({ behindProxy: true }), await startServer()]
  const cookies = await Promise.all([behind, bare].map((server) => signIn(server, {})))
  const [secure, plain] = cookies.map(({ headers }) => headers.get('set-cookie') ?? '')
  expect(secure).toContain('; Secure')
  expect(plain).not.toContain('Secure')
  const asked = await behind.request('/api/session', {
    method: 'DELETE',
    cookie: secure?.split(';')[0] ?? '',
  })
  expect(asked.headers.get('set-cookie')).toContain('; Secure')
})

test('without a proxy nobody is believed what only a proxy may say', async () => {
  const server = await startServer()
  const evil = { ...proxied, 'x-forwarded-host': 'evil.example', origin: 'https://evil.example' }
  expect((await signIn(server, evil)).status).toBe(403)
})

test('behind a proxy each client is counted by its own address', async () => {
  const server = await startServer({ behindProxy: true })
  const ask = async (address: string): Promise<number> =>
    (
      await server.request('/api/enrolment', {
        body: { kind: 'kiosk' },
        headers: { 'x-forwarded-for': `made-up, ${address}` },
      })
    ).status
  for (let n = 0; n < 5; n += 1) await ask('10.0.0.1')
  expect([await ask('10.0.0.1'), await ask('10.0.0.2')]).toEqual([429, 200])
})

test('sockets are let on by the same rule', async () => {
  const server = await startServer({ behindProxy: true })
  const cookie = await server.signIn('1001')
  await expect(connect(server.url, { cookie, origin: 'https://evil.example' })).rejects.toBeInstanceOf(Error)
  expect(await connect(server.url, { cookie, origin: server.url })).toBeDefined()
})
