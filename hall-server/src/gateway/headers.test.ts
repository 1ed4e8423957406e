import { mkdirSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { connect as netConnect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { waitFor } from '@service-hall/harness/process'
import { builtPages } from '@service-hall/server-kit/http'
import { expect, test } from 'vitest'
import { PASSWORD, aFolder, connect, startServer } from '../../test/builders.ts'
import type { TestServer } from '../../test/builders.ts'

type Got = { status: number; headers: IncomingHttpHeaders; body: string }

/** By Node's own client: `fetch` sets the Host header itself. */
function ask(
  server: TestServer,
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Got> {
  const got = new Promise<Got>((resolve, reject) => {
    const asked = httpRequest({ port: server.port, host: '127.0.0.1', path, method, headers }, (response) => {
      const { statusCode = 0, headers: got } = response
      text(response).then((body) => resolve({ status: statusCode, headers: got, body }), reject)
    })
    asked.on('error', reject)
    asked.end()
  })
  return waitFor(`the answer to ${method} ${path}`, got)
}

/** What is answered until the connection ends, in whatever way. */
function say(server: TestServer, bytes: string): Promise<string> {
  const socket = netConnect(server.port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk.toString()))
  socket.on('error', () => undefined)
  socket.write(bytes)
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(answer)))
  return waitFor('the connection to end', closed)
}

async function withPages(options: Parameters<typeof startServer>[0] = {}): Promise<TestServer> {
  const pages = builtPages(aFolder())
  for (const folder of Object.values(pages)) mkdirSync(join(folder, 'assets'), { recursive: true })
  for (const page of ['counter', 'admin', 'display']) writeFileSync(join(pages.app, `${page}.html`), page)
  writeFileSync(join(pages.app, 'assets', 'app-B7hQ1x_z.js'), 'code')
  writeFileSync(join(pages.app, 'sound.wav'), 'code')
  writeFileSync(join(pages.signin, 'signin.html'), 'page')
  writeFileSync(join(pages.signin, 'assets', 'signin-B7hQ1x_z.js'), 'code')
  return startServer({ ...options, pages })
}

const PATHS = [
  ['GET', '/'],
  ['GET', '/counter'],
  ['GET', '/signin/assets/signin-B7hQ1x_z.js'],
  ['GET', '/signin/none.js'],
  ['GET', '/app/assets/app-B7hQ1x_z.js'],
  ['GET', '/none'],
  ['GET', '/%ff'],
  ['POST', '/api/session'],
  ['PUT', '/api/session'],
  ['GET', '/api/session'],
  ['DELETE', '/api/session'],
  ['GET', '/api/voice/12/zh'],
  ['GET', '/healthz'],
  ['GET', '/metrics'],
  ['GET', '/favicon.ico'],
  ['OPTIONS', '/api/session'],
  ['GET', '/socket.io/?EIO=4&transport=polling'],
  ['GET', '/socket.io/?EIO=9'],
] as const

test('every answer carries the headers that keep a page by itself, errors and files too', async () => {
  const server = await withPages()
  for (const [method, path] of PATHS) {
    const { headers } = await ask(server, path, { method })
    const where = `${method} ${path}`
    expect(headers, where).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    })
    expect(headers['content-security-policy'], where).toContain("frame-ancestors 'none'")
    expect(headers['permissions-policy'], where).toContain('camera=()')
    expect(headers['cache-control'], where).toMatch(/no-store|immutable/)
    expect(headers['strict-transport-security'], path).toBeUndefined()
  }
})

test('also what is no request at all is answered with them', async () => {
  const server = await startServer()
  const answers = [
    await say(server, 'no request\r\n\r\n'),
    await say(server, `GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'y'.repeat(70_000)}\r\n\r\n`),
  ]
  for (const answer of answers) {
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /)
    expect(answer).toMatch(/x-content-type-options: nosniff/)
  }
})

test('what only signed-in peers get is kept by no cache between; named by its content it is kept for good', async () => {
  const server = await withPages()
  const cookie = await server.signIn('1001')
  const kept = async (path: string) =>
    (await ask(server, path, { headers: { cookie } })).headers['cache-control']
  expect(await kept('/app/assets/app-B7hQ1x_z.js')).toBe('private, max-age=31536000, immutable')
  expect(await kept('/signin/assets/signin-B7hQ1x_z.js')).toBe('public, max-age=31536000, immutable')
  for (const path of ['/app/sound.wav', '/app/counter.html', '/counter', '/api/session'])
    expect(await kept(path), path).toBe('no-store')
})

test('a name that a stranger had lead here is refused, whatever is asked for', async () => {
  const server = await withPages({ hostNames: ['hall.example'] })
  for (const [method, path] of PATHS.filter(
    ([, path]) => !path.startsWith('/socket.io') && path !== '/%ff',
  )) {
    const got = await ask(server, path, { method, headers: { host: 'evil.example' } })
    expect(got.status, path).toBe(421)
    expect(got.body, path).toContain('access.otherHost')
  }
  expect(
    (await ask(server, '/socket.io/?EIO=4&transport=polling', { headers: { host: 'evil.example' } })).status,
  ).toBe(403)
  for (const host of ['hall.example', 'localhost:1', `127.0.0.1:${server.port}`, '[::1]'])
    expect((await ask(server, '/counter', { headers: { host } })).status, host).toBe(200)
})

test('behind TLS browsers are told to come by TLS, and cookies are of this very host', async () => {
  const server = await withPages({ behindProxy: true, hostNames: ['hall.example'] })
  const at = { 'x-forwarded-host': 'hall.example' }
  for (const [method, path] of PATHS) {
    const { headers } = await ask(server, path, { method, headers: at })
    expect(headers['strict-transport-security'], path).toMatch(/^max-age=31536000/)
  }
  const body = { staffNumber: '1001', password: PASSWORD }
  const signedIn = await server.request('/api/session', { body, headers: at })
  const cookies = signedIn.headers.getSetCookie()
  expect(cookies).toHaveLength(2)
  for (const cookie of cookies) expect(cookie).toMatch(/^__Host-hall_\w+=[^;]+;.*Path=\/.*Secure/)
  expect(cookies.join()).not.toContain('Domain')
  const cookie = cookies[0]?.split(';')[0] ?? ''
  expect((await ask(server, '/api/session', { headers: { ...at, cookie } })).status).toBe(200)
  const plain = cookie.replace('__Host-', '')
  expect((await ask(server, '/api/session', { headers: { ...at, cookie: plain } })).status).toBe(401)
  const strange = { ...at, 'x-forwarded-host': 'evil.example' }
  expect((await ask(server, '/counter', { headers: strange })).status).toBe(421)
})

test('a call display that an earlier release let in behind TLS stays in, by the right cookie from then on', async () => {
  const server = await withPages({ behindProxy: true })
  const cookie = `hall_session=${await server.enrol('V1')}`
  const { body, headers } = await ask(server, '/display', { headers: { cookie } })
  expect(body).toBe('display')
  const set = headers['set-cookie'] ?? []
  expect(set.find((one) => one.startsWith('__Host-hall_session='))).toContain(
    cookie.slice('hall_session='.length),
  )
  expect(set.find((one) => one.startsWith('hall_session=;'))).toMatch(/Max-Age=0|Expires=Thu, 01 Jan 1970/)
  expect((await connect(server.url, { cookie })).socket.connected).toBe(true)
})
