import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TokenBucket, TokenBuckets, takeFromAll } from './token-bucket.ts'

function aClock() {
  let now = 5
  return { monotonic: () => now, advance: (ms: number) => (now += ms) }
}

test('so much at once, then only as fast as the rule says', () => {
  const clock = aClock()
  const bucket = new TokenBucket(clock, { burst: 3, perMinute: 6 })
  expect([1, 2, 3, 4].map(() => bucket.take())).toEqual([true, true, true, false])
  expect(bucket.waitMs()).toBe(10_000)
  clock.advance(9_999)
  expect(bucket.take()).toBe(false)
  clock.advance(1)
  expect([bucket.take(), bucket.take()]).toEqual([true, false])
  clock.advance(3_600_000)
  expect([1, 2, 3, 4].map(() => bucket.take())).toEqual([true, true, true, false])
})

test('in any time no more than the burst and what has run in is let through', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 }), (pauses) => {
      const clock = aClock()
      const bucket = new TokenBucket(clock, { burst: 5, perMinute: 30 })
      let [taken, passed] = [0, 0]
      for (const pause of pauses) {
        clock.advance(pause)
        passed += pause
        if (bucket.take()) taken += 1
        expect(taken).toBeLessThanOrEqual(5 + passed / 2_000 + 1e-6)
      }
    }),
  )
})

test('a token is taken from all buckets or from none', () => {
  const clock = aClock()
  const [wide, narrow] = [
    { burst: 9, perMinute: 1 },
    { burst: 1, perMinute: 2 },
  ].map((rule) => new TokenBucket(clock, rule))
  expect(takeFromAll([wide!, narrow!])).toBe(0)
  expect(takeFromAll([wide!, narrow!])).toBe(30_000)
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9].filter(() => wide!.take())).toHaveLength(8)
})

test('each has a bucket of its own, however many there are', () => {
  const clock = aClock()
  const buckets = new TokenBuckets(clock, { burst: 1, perMinute: 1 })
  for (let n = 0; n < 5_000; n += 1) expect(buckets.of(`one ${n}`).take()).toBe(true)
  expect(buckets.of('one 4999').take()).toBe(false)
})
