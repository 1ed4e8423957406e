import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImageAsked } from '@service-hall/contract'
import { expect, onTestFinished, test } from 'vitest'
import { aClock, aLog, anImage } from '../../test/index.ts'
import { ImageFetcher } from './image-fetcher.ts'
import { ImageStore } from './image-store.ts'

test('images are fetched over cuts and refusals that pass; what is not what it says is never kept', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'images-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const store = await ImageStore.open(folder, 3_000)
  const { bytes, slide } = anImage(100)
  const soon = (_ms: number, task: () => void) => {
    const timer = setTimeout(task)
    return () => clearTimeout(timer)
  }
  const clock = { ...aClock(), after: soon }
  const asked: number[] = []
  let broken = true
  const line = {
    async askForImage({ from }: ImageAsked) {
      asked.push(from)
      if (asked.length === 2) throw new Error('the line is down')
      if (asked.length === 3) return { ok: false as const, code: 'hall.internal' as const }
      const part = Buffer.from(bytes.subarray(from, from + 100))
      if (broken) part[0] = 0
      return { ok: true as const, bytes: bytes.length, data: part.toString('base64') }
    },
  }
  const fetcher = new ImageFetcher(store, line, { clock, log: aLog() })
  const first = fetcher.fetch([slide], () => true)
  expect(await first).toBe('file.broken')
  // It went on where it was, and began anew three times.
  expect(asked).toEqual([0, 100, 100, 100, 0, 100, 0, 100])
  broken = false
  expect(await fetcher.fetch([slide], () => true)).toBe('here')
  expect(await store.read(slide)).toEqual(bytes)
  expect(await store.read({ ...slide, media: 'image/jpeg' })).toBeNull()
  await writeFile(join(folder, slide.sha256), 'rot')
  expect(await store.read(slide)).toBeNull()
  expect(await fetcher.fetch([slide], () => false)).toBe('left')
  expect(await fetcher.fetch([slide], () => true)).toBe('here')
  await store.sweep(new Set())
  expect(await store.read(slide)).toBeNull()
  const large = anImage(3_000)
  expect(await store.keep(large.slide, large.bytes)).toBe('file.noRoom')
})
