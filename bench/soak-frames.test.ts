import { expect, test } from 'vitest'
import { parsers } from '@service-hall/drivers/testing'
import { soakFrames } from './soak/frames.ts'

const seed = Math.floor(Math.random() * 2 ** 32)
const quiet = () => undefined

test('no parser throws, or holds more than a frame and a header, whatever comes', { timeout: 60_000 }, () => {
  console.log(`seed ${seed}`)
  const { parsers: results, isWell } = soakFrames({ bytes: 100_000, seed, say: quiet })
  expect(results).toHaveLength(parsers.length)
  expect(results.filter(({ bytes, crashes }) => bytes < 100_000 || crashes > 0)).toEqual([])
  expect(isWell).toBe(true)
})

test('the soak tells of a parser that throws and of one that hoards', () => {
  const frame = () => Uint8Array.of(1, 2, 3)
  const held: number[] = []
  const { parsers: results, isWell } = soakFrames({
    bytes: 1_000,
    seed,
    say: quiet,
    entries: [
      {
        name: 'thrower',
        maxFrame: 3,
        frame,
        create: () => ({
          heldBytes: 0,
          push() {
            throw new Error('as wanted')
          },
          expire: () => [],
        }),
      },
      {
        name: 'hoarder',
        maxFrame: 3,
        frame,
        create: () => ({
          get heldBytes() {
            return held.length
          },
          push(chunk) {
            held.push(...chunk)
            return []
          },
          expire: () => [],
        }),
      },
    ],
  })
  expect(isWell).toBe(false)
  expect(results[0]?.crashes).toBeGreaterThan(0)
  expect(results[1]?.peakBytes).toBeGreaterThan(900)
})
