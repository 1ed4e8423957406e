import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Pacer } from './pacer.ts'

test('never sends faster than the wire, whatever the timers do', () => {
  const rate = fc.integer({ min: 120, max: 1_000_000 })
  const steps = fc.array(
    fc.record({ wanted: fc.integer({ min: 1, max: 5_000 }), pause: fc.integer({ min: 0, max: 80 }) }),
  )
  fc.assert(
    fc.property(rate, steps, (bytesPerSecond, calls) => {
      const pacer = new Pacer(bytesPerSecond)
      const burst = Math.max(64, Math.floor(bytesPerSecond / 25))
      let now = 0
      let sent = 0
      for (const { wanted, pause } of calls) {
        now += pause
        const { bytes } = pacer.grant(wanted, now)
        expect(bytes).toBeLessThanOrEqual(wanted)
        sent += bytes
        expect(sent).toBeLessThanOrEqual(burst + (bytesPerSecond * now) / 1_000 + 1e-6)
      }
    }),
  )
})

test('gets everything out in the wire time when it is asked as soon as it says', () => {
  const pacer = new Pacer(11_520)
  const wireMs = pacer.wireTimeMs(2_048, 0)
  let now = 0
  let left = 2_048
  while (left > 0) {
    const { bytes, waitMs } = pacer.grant(left, now)
    left -= bytes
    now += waitMs
  }
  expect(now).toBeGreaterThanOrEqual(wireMs - 0.1)
  expect(now).toBeLessThan(wireMs + 2)
  expect(wireMs).toBeGreaterThan(130)
})

test('grants everything at once on a line without a pace', () => {
  expect(new Pacer(undefined).grant(100_000, 0)).toEqual({ bytes: 100_000, waitMs: 0 })
  expect(new Pacer(undefined).wireTimeMs(100_000, 0)).toBe(0)
})
