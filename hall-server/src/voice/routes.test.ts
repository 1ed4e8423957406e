import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { aLog } from '../../test/builders.ts'
import type { Speech } from './espeak.ts'
import { voiceRoutes } from './routes.ts'

const said: string[] = []
const log = aLog()

function hall(speech: Speech) {
  said.length = 0
  const app = Fastify()
  voiceRoutes(app, {
    log,
    announcementOf: (callNumber) =>
      callNumber === 12 || callNumber === 15
        ? { ticketNumber: callNumber === 12 ? 'A007' : 'A008', counterNumber: '3' }
        : undefined,
    mayListen: (request) => request.headers.authorization === 'display',
    speak: async (text) => {
      said.push(text)
      return speech
    },
  })
  return (url: string, authorization = 'display') => app.inject({ url, headers: { authorization } })
}

test('a display gets the sound of a call in its language', async () => {
  const answer = await hall({ status: 'spoken', wav: Buffer.from('RIFF') })('/api/voice/12/zh')
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('audio/wav')
  expect(answer.rawPayload.toString()).toBe('RIFF')
  expect(said).toEqual(['请A零零七号，到三号窗口'])
})

test('who may not listen gets nothing, and nothing is spoken', async () => {
  const answer = await hall({ status: 'unavailable' })('/api/voice/12/zh', 'stranger')
  expect([answer.statusCode, answer.json()]).toEqual([403, { ok: false, code: 'access.denied' }])
  expect(said).toEqual([])
})

test.each([
  ['/api/voice/13/zh', 'voice.unknownCall'],
  ['/api/voice/12/fr', 'input.invalid'],
  ['/api/voice/12;rm/zh', 'input.invalid'],
  ['/api/voice/12/zh', 'voice.unavailable'],
])('%s without a sound is answered with %s', async (url, code) => {
  const answer = await hall({ status: 'unavailable' })(url)
  expect([answer.statusCode, answer.json()]).toEqual([404, { ok: false, code }])
})

test('a synthesis that failed is no voice for the display, and why is only in the log', async () => {
  const answer = await hall({ status: 'failed', reason: 'deadline' })('/api/voice/12/en')
  expect([answer.statusCode, answer.json()]).toEqual([404, { ok: false, code: 'voice.unavailable' }])
  expect(log.lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      at: expect.any(String) as string,
      level: 'warn',
      event: 'speech.failed',
      language: 'en',
      reason: 'deadline',
    },
  ])
})

test('several calls are spoken in one sentence, if all of them are listed', async () => {
  const ask = hall({ status: 'spoken', wav: Buffer.from('RIFF') })
  expect((await ask('/api/voice/12-15/zh')).statusCode).toBe(200)
  expect(said).toEqual(['请A零零七号，到三号窗口；A零零八号，到三号窗口'])
  expect((await ask('/api/voice/12-13/zh')).json()).toMatchObject({ code: 'voice.unknownCall' })
  expect((await ask('/api/voice/12-15-12-15-12/zh')).json()).toMatchObject({ code: 'input.invalid' })
})
