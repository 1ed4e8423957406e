import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createVoice, VOICE_LIMITS } from './voice.ts'
import type { VoicePort } from './voice.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const HELLO = { callNumbers: [1], language: 'zh', text: '请' } as const
const said = (name: VoicePort['name']): VoicePort => ({ name, say: async () => true })
const cannot = (name: VoicePort['name']): VoicePort => ({ name, say: async () => false })

/** A port that never ends; `begins`: it starts to sound all the same. */
function hanging(begins = false) {
  const asked: AbortSignal[] = []
  const port: VoicePort = {
    name: 'browser',
    say(_utterance, { signal, started }) {
      asked.push(signal)
      if (begins) started()
      return new Promise(() => undefined)
    },
  }
  return { port, asked }
}

test('the first port that can say it does', async () => {
  expect(await createVoice([cannot('browser'), said('hall'), said('chime')], Date.now)(HELLO)).toBe('hall')
})

test('a port that breaks is passed over', async () => {
  const broken: VoicePort = { name: 'browser', say: () => Promise.reject(new Error('no audio')) }
  expect(await createVoice([broken, said('hall')], Date.now)(HELLO)).toBe('hall')
})

test('where nothing can say it, the queue goes on in silence', async () => {
  expect(await createVoice([cannot('browser'), cannot('chime')], Date.now)(HELLO)).toBe('silent')
})

test('a port that does not begin is silenced and the next one speaks', async () => {
  const { port, asked } = hanging()
  const heard = createVoice([port, said('hall')], Date.now)(HELLO)
  await vi.advanceTimersByTimeAsync(VOICE_LIMITS.startMs)
  expect(await heard).toBe('hall')
  expect(asked[0]!.aborted).toBe(true)
})

test('a port that fetches its sound first is given the time for that, and is not rested when it comes to nothing', async () => {
  const fetchMs = 2 * VOICE_LIMITS.startMs
  let asked = 0
  const slow: VoicePort = {
    name: 'hall',
    fetchMs,
    say: () => {
      asked += 1
      return new Promise((resolve) => setTimeout(() => resolve(asked > 1), fetchMs))
    },
  }
  const say = createVoice([slow, said('chime')], Date.now)
  const first = say(HELLO)
  await vi.advanceTimersByTimeAsync(fetchMs)
  expect(await first).toBe('chime')
  const second = say(HELLO)
  await vi.advanceTimersByTimeAsync(fetchMs)
  expect(await second).toBe('hall')
})

test('a port that fetched its sound and then does not begin has hung', async () => {
  const { port, asked } = hanging()
  const heard = createVoice([{ ...port, fetchMs: 6000 }, said('chime')], Date.now)(HELLO)
  await vi.advanceTimersByTimeAsync(6000 + VOICE_LIMITS.startMs - 1)
  expect(asked[0]!.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(await heard).toBe('chime')
})

test('a port that begins is given its time, but not for ever', async () => {
  const { port, asked } = hanging(true)
  const heard = createVoice([port, said('hall')], Date.now)(HELLO)
  await vi.advanceTimersByTimeAsync(VOICE_LIMITS.endMs - 1)
  expect(asked[0]!.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(await heard).toBe('hall')
})

test('a port that hung is rested, and asked again later', async () => {
  const { port, asked } = hanging()
  const say = createVoice([port, said('hall')], Date.now)
  const first = say(HELLO)
  await vi.advanceTimersByTimeAsync(VOICE_LIMITS.startMs)
  await first
  expect(await say(HELLO)).toBe('hall')
  expect(asked).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(VOICE_LIMITS.restMs)
  const later = say(HELLO)
  await vi.advanceTimersByTimeAsync(VOICE_LIMITS.startMs)
  expect(await later).toBe('hall')
  expect(asked).toHaveLength(2)
})
