import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FETCH_MS, hallVoice } from './hall-voice.ts'
import type { Sound } from './sound.ts'
import { createVoice } from './voice.ts'

const sound = {
  playWav: async (_bytes, { started }) => {
    started()
    return true
  },
} as Partial<Sound> as Sound
const HELLO = { callNumbers: [7], language: 'zh', text: '请' } as const

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** A hall server that needs this long for each announcement. */
function slowHall(ms: number): void {
  const answer = (): Promise<Response> =>
    new Promise((resolve) => setTimeout(() => resolve(new Response('RIFF')), ms))
  vi.stubGlobal('fetch', answer)
}

test('an announcement that the hall server is slow to make is spoken all the same', async () => {
  slowHall(FETCH_MS - 1)
  const heard = createVoice([hallVoice(sound)], Date.now)(HELLO)
  await vi.advanceTimersByTimeAsync(FETCH_MS)
  expect(await heard).toBe('hall')
})

test('what was fetched during the chime is spoken at once', async () => {
  slowHall(1000)
  const voice = hallVoice(sound)
  voice.prepare(HELLO.callNumbers, ['zh'])
  await vi.advanceTimersByTimeAsync(1000)
  expect(await createVoice([voice], Date.now)(HELLO)).toBe('hall')
})
