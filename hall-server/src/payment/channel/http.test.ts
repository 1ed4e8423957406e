import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { freePort } from '@service-hall/harness/ports'
import { expect, onTestFinished, test } from 'vitest'
import { ask } from './http.ts'

const LIMITS = { timeoutMs: 20_000, mostBytes: 1_000 }

/** A server that does so; its address. */
async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening', { signal: AbortSignal.timeout(20_000) })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('an answer comes back whole, whatever its status', async () => {
  const url = await serving((request, response) => {
    response.writeHead(404, { 'X-Kind': request.method })
    request.pipe(response)
  })
  const answer = await ask(url, { ...LIMITS, method: 'POST', body: '电费' })
  expect(answer).toMatchObject({ ok: true, status: 404, headers: { 'x-kind': 'POST' } })
  expect(answer.ok && answer.body.toString()).toBe('电费')
})

test('a body of just the limit is taken, one byte more is not', async () => {
  const url = await serving((request, response) => response.end('x'.repeat(Number(request.url?.slice(1)))))
  expect(await ask(`${url}/1000`, LIMITS)).toMatchObject({ ok: true })
  expect(await ask(`${url}/1001`, LIMITS)).toMatchObject({ ok: false, why: 'tooLong' })
})

test('an answer that does not come, or stops in the middle, ends at the time limit', async () => {
  const url = await serving((request, response) => {
    if (request.url === '/begins') response.write('begins')
  })
  const expected = { ok: false, why: 'timeout', neverSent: false }
  expect(await ask(`${url}/never`, { ...LIMITS, timeoutMs: 50 })).toMatchObject(expected)
  expect(await ask(`${url}/begins`, { ...LIMITS, timeoutMs: 200 })).toMatchObject(expected)
})

test('a line that breaks may have carried the request, a port that nobody listens at has not', async () => {
  const url = await serving((request) => request.socket.destroy())
  expect(await ask(url, LIMITS)).toMatchObject({ ok: false, why: 'broken', neverSent: false })
  const nobody = `http://127.0.0.1:${await freePort()}`
  expect(await ask(nobody, LIMITS)).toMatchObject({ ok: false, why: 'broken', neverSent: true })
})

test('a redirect is given back, not followed', async () => {
  let asked = 0
  const url = await serving((_, response) => {
    asked += 1
    response.writeHead(302, { location: '/other' }).end()
  })
  expect(await ask(url, LIMITS)).toMatchObject({ ok: true, status: 302 })
  expect(asked).toBe(1)
})
