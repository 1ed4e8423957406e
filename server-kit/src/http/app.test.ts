import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { FastifyInstance } from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { aLog } from '../../test/index.ts'
import { httpApp, nothingThere } from './app.ts'
import { hostCheck } from './host.ts'

/** An app in which who sends `x-known` is known. */
async function anApp(): Promise<{ app: FastifyInstance; acted: string[]; port: number }> {
  const acted: string[] = []
  const isKnown = (headers: object): boolean => 'x-known' in headers
  const app = await httpApp({
    ...{ log: aLog(), behindProxy: false, isOurHost: hostCheck({ names: [], behindProxy: false }) },
    bodyLimit: 100,
    identify: () => undefined,
    isKnown: ({ headers }) => isKnown(headers),
    acted: ({ url }) => void acted.push(url),
  })
  app.setNotFoundHandler(({ headers }, reply) => nothingThere(isKnown(headers), reply))
  app.post('/act', async () => ({ ok: true }))
  app.get('/fails', () => {
    throw new Error('a secret reason')
  })
  const config = { rateLimit: { max: 1, timeWindow: '1 minute' } }
  app.get('/seldom', { config }, async () => ({ ok: true }))
  await app.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(() => app.close())
  return { app, acted, port: (app.server.address() as AddressInfo).port }
}

test('what somebody known asks to change is an act; looking, strangers and other sites are none', async () => {
  const { app, acted } = await anApp()
  const known = { 'x-known': '1', host: 'localhost' }
  await app.inject({ method: 'POST', url: '/act', headers: known })
  await app.inject({ method: 'GET', url: '/seldom', headers: known })
  await app.inject({ method: 'POST', url: '/act', headers: { host: 'localhost' } })
  const foreign = { ...known, origin: 'https://evil.example' }
  const refused = await app.inject({ method: 'POST', url: '/act', headers: foreign })
  expect(refused.json()).toEqual({ ok: false, code: 'access.otherOrigin' })
  expect(acted).toEqual(['/act'])
})

test('what was meant for another host is answered nothing', async () => {
  const { app } = await anApp()
  const reply = await app.inject({ method: 'POST', url: '/act', headers: { host: 'evil.example' } })
  expect(reply.json()).toEqual({ ok: false, code: 'access.otherHost' })
})

test('every failure is a refusal with the headers of every answer', async () => {
  const { app } = await anApp()
  const ask = (url: string, payload?: string) =>
    app.inject({
      ...{ method: payload === undefined ? ('GET' as const) : ('POST' as const), url },
      headers: { host: 'localhost', 'content-type': 'application/json' },
      ...(payload === undefined ? {} : { payload }),
    })
  const replies = [
    [await ask('/nowhere'), 401, 'access.signIn'],
    [await ask('/fails'), 500, 'hall.internal'],
    [await ask('/act', '{"a":'), 400, 'input.invalid'],
    [await ask('/act', JSON.stringify('x'.repeat(200))), 413, 'input.invalid'],
    [await ask('/%E0%A4%A'), 400, 'input.invalid'],
  ] as const
  for (const [reply, status, code] of replies) {
    expect(reply.statusCode).toBe(status)
    expect(reply.json()).toMatchObject({ ok: false, code })
    expect(reply.body).not.toContain('secret')
    expect(reply.headers['x-content-type-options']).toBe('nosniff')
  }
  await ask('/seldom')
  expect((await ask('/seldom')).json()).toMatchObject({ code: 'access.tooMany' })
})

test('what is no HTTP is answered with the headers of every answer, and the line ends', async () => {
  const { port } = await anApp()
  const socket = connect(port, '127.0.0.1')
  socket.end('GET / HTTP/1.1\r\nno header\r\n\r\n')
  const answer = await text(socket)
  expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  expect(answer).toContain('x-content-type-options: nosniff')
})
