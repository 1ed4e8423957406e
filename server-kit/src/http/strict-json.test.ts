import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { readStrictJson } from './strict-json.ts'

async function posted(payload: Buffer | string) {
  const app = Fastify()
  readStrictJson(app)
  app.post('/', (request) => ({ got: request.body }))
  const answer = await app.inject({
    method: 'POST',
    url: '/',
    payload,
    headers: { 'content-type': 'application/json' },
  })
  return [answer.statusCode, answer.json<{ got?: unknown }>().got]
}

test('a body in UTF-8 is read', async () => {
  expect(await posted('{"name":"张"}')).toEqual([200, { name: '张' }])
})

test.each([
  ['GBK', Buffer.concat([Buffer.from('{"name":"'), Buffer.from('d5c5', 'hex'), Buffer.from('"}')])],
  ['no JSON', '{"name":'],
  ['a key of the prototype', '{"__proto__":{"role":"administrator"}}'],
])('a body that is %s is refused', async (_what, payload) => {
  expect(await posted(payload)).toEqual([400, undefined])
})
