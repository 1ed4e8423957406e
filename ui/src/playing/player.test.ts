import type { Slide } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { AGAIN_MS, Player } from './player.ts'

const text = (zh: string, seconds = 5): Slide => ({ kind: 'text', zh, en: zh, seconds })
const image = (letter: string): Slide => ({
  ...{ kind: 'image', title: letter, sha256: letter.repeat(64), media: 'image/png', bytes: 100, seconds: 8 },
})

function aScreen() {
  const seen: (string | null)[] = []
  const gone = new Set<string>()
  let due: { ms: number; task: () => void } | null = null
  const player = new Player({
    after(ms, task) {
      const mine = (due = { ms, task })
      return () => void (due = due === mine ? null : due)
    },
    load: async (slide) => slide.kind === 'text' || !gone.has(slide.title),
    show: (slide) => void seen.push(slide && (slide.kind === 'text' ? slide.zh : slide.title)),
  })
  const settle = () => new Promise((resolve) => setTimeout(resolve))
  /** Lets the time of what is shown run out; answers how long it was, ms. */
  async function pass(): Promise<number | undefined> {
    const last = due
    due = null
    last?.task()
    await settle()
    return last?.ms
  }
  return { seen, gone, player, settle, pass }
}

test('slides come one after the other, each for its time, over and over; what is not there is left out', async () => {
  const { seen, gone, player, settle, pass } = aScreen()
  gone.add('b')
  player.play([text('一'), image('b'), image('c')])
  await settle()
  expect([await pass(), await pass(), await pass()]).toEqual([5_000, 8_000, 5_000])
  expect(seen).toEqual(['一', 'c', '一', 'c'])
  // It has come meanwhile.
  gone.clear()
  await pass()
  await pass()
  expect(seen.slice(4)).toEqual(['一', 'b'])
})

test('where nothing can be shown nothing is, and it is tried again; the same list goes on, another one begins', async () => {
  const { seen, gone, player, settle, pass } = aScreen()
  gone.add('b')
  player.play([image('b')])
  await settle()
  expect(seen).toEqual([null])
  gone.clear()
  expect(await pass()).toBe(AGAIN_MS)
  expect(seen).toEqual([null, 'b'])
  player.play([image('b')])
  await settle()
  expect(seen).toEqual([null, 'b'])
  player.play([text('二')])
  player.play([])
  await settle()
  expect(seen).toEqual([null, 'b', null])
  expect(await pass()).toBeUndefined()
})
