import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timeOf, uuid7 } from './uuid7.ts'

test('the example of RFC 9562 has its time', () => {
  expect(timeOf('017F22E2-79B0-7CC3-98C4-DC0C0C07398F')).toBe(Date.UTC(2022, 1, 22, 19, 22, 22))
})

test('an id carries its time and keeps the order of times', () => {
  const time = fc.integer({ min: 0, max: 2 ** 48 - 1 })
  const random = fc.uint8Array({ minLength: 10, maxLength: 10 })
  fc.assert(
    fc.property(time, time, random, random, (a, b, first, second) => {
      const ids = [uuid7(a, first), uuid7(b, second)] as const
      expect(ids.map(timeOf)).toEqual([a, b])
      if (a < b) expect(ids[0] < ids[1]).toBe(true)
    }),
  )
})

test('other ids have no time', () => {
  for (const id of [
    '',
    'park-due:1',
    '017f22e2-79b0-4cc3-98c4-dc0c0c07398f',
    '017f22e279b07cc398c4dc0c0c07398f',
  ]) {
    expect(timeOf(id)).toBeUndefined()
  }
})

test('too few random bytes and times out of range are refused', () => {
  expect(() => uuid7(1, new Uint8Array(9))).toThrow(RangeError)
  for (const ms of [-1, 1.5, 2 ** 48, Number.NaN])
    expect(() => uuid7(ms, new Uint8Array(10))).toThrow(RangeError)
})
