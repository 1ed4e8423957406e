import fc from 'fast-check'
import { expect, test } from 'vitest'
import { idMadeAt } from '../test/index.ts'
import { timeOf } from './time-of-id.ts'

test('the example of RFC 9562 has its time', () => {
  expect(timeOf('017F22E2-79B0-7CC3-98C4-DC0C0C07398F')).toBe(Date.UTC(2022, 1, 22, 19, 22, 22))
})

test('an id has the millisecond it was made in', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (ms) => {
      expect(timeOf(idMadeAt(ms))).toBe(ms)
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
