import { expect, test } from 'vitest'
import type { Speech } from './espeak.ts'
import { speechCache } from './speech-cache.ts'

const SPOKEN: Speech = { status: 'spoken', wav: Buffer.from('sound') }

/** A synthesiser whose answers are given by hand. */
function slowVoice() {
  const asked: { text: string; answer: (speech: Speech) => void; fail: (error: Error) => void }[] = []
  const speak = (text: string) =>
    new Promise<Speech>((answer, fail) => {
      asked.push({ text, answer, fail })
    })
  return { asked, speak }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('the same text asked for twice at once is synthesised once', async () => {
  const voice = slowVoice()
  const ask = speechCache(voice.speak)
  const both = [ask('a', 'zh'), ask('a', 'zh')]
  await settled()
  expect(voice.asked).toHaveLength(1)
  voice.asked[0]!.answer(SPOKEN)
  expect(await Promise.all(both)).toEqual([SPOKEN, SPOKEN])
})

test('a text that was spoken is kept ready, and the least lately asked for goes first', async () => {
  const voice = slowVoice()
  const speakNow = (text: string) => {
    const speech = voice.speak(text)
    voice.asked.at(-1)!.answer(SPOKEN)
    return speech
  }
  const ask = speechCache(speakNow, { atOnce: 1, waiting: 9, kept: 2 })
  for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(text, 'zh')
  expect(voice.asked.map(({ text }) => text)).toEqual(['a', 'b', 'c', 'b'])
})

test('the same words in another language are another text', async () => {
  const voice = slowVoice()
  const ask = speechCache(voice.speak)
  void ask('a', 'zh')
  void ask('a', 'en')
  await settled()
  expect(voice.asked).toHaveLength(2)
})

test('no more than the limit are synthesised at once, the others follow in order', async () => {
  const voice = slowVoice()
  const ask = speechCache(voice.speak, { atOnce: 2, waiting: 9, kept: 9 })
  const all = ['a', 'b', 'c', 'd'].map((text) => ask(text, 'en'))
  await settled()
  expect(voice.asked.map(({ text }) => text)).toEqual(['a', 'b'])
  voice.asked[1]!.answer(SPOKEN)
  await settled()
  expect(voice.asked.map(({ text }) => text)).toEqual(['a', 'b', 'c'])
  voice.asked[0]!.answer(SPOKEN)
  voice.asked[2]!.answer(SPOKEN)
  await settled()
  voice.asked[3]!.answer(SPOKEN)
  expect(await Promise.all(all)).toEqual([SPOKEN, SPOKEN, SPOKEN, SPOKEN])
})

test('when too many wait, the next is told so at once', async () => {
  const voice = slowVoice()
  const ask = speechCache(voice.speak, { atOnce: 1, waiting: 1, kept: 9 })
  void ask('a', 'en')
  void ask('b', 'en')
  expect(await ask('c', 'en')).toMatchObject({ status: 'failed' })
})

test('a synthesis that breaks gives its place to the next and is asked for again', async () => {
  const voice = slowVoice()
  const ask = speechCache(voice.speak, { atOnce: 1, waiting: 9, kept: 9 })
  const broken = ask('a', 'en')
  void ask('b', 'en')
  await settled()
  voice.asked[0]!.fail(new Error('out of memory'))
  await expect(broken).rejects.toThrow('out of memory')
  await settled()
  expect(voice.asked.map(({ text }) => text)).toEqual(['a', 'b'])
  void ask('a', 'en')
  voice.asked[1]!.answer({ status: 'unavailable' })
  await settled()
  expect(voice.asked.map(({ text }) => text)).toEqual(['a', 'b', 'a'])
})
