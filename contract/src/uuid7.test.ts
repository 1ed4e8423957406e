import fc from 'fast-check'
import { expect, test } from 'vitest'
import { uuid7 } from './uuid7.ts'

const tenBytes = fc.uint8Array({ minLength: 10, maxLength: 10 })
const moment = fc.integer({ min: 0, max: 2 ** 48 - 1 })

test('a UUIDv7 has the layout of RFC 9562', () => {
  // The example of RFC 9562, appendix A.6: its random bits 0xCC3 and 0x18C4DC0C0C07398F.
  const random = Uint8Array.from([0xcc, 0x31, 0x8c, 0x4d, 0xc0, 0xc0, 0xc0, 0x73, 0x98, 0xf0])
  const id = uuid7(0x017f22e279b0, random)
  expect(id.slice(0, 18)).toBe('017f22e2-79b0-7cc3')
  fc.assert(
    fc.property(moment, tenBytes, (at, bytes) => {
      expect(uuid7(at, bytes)).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      )
    }),
  )
})

test('ids sort by the millisecond they were made in', () => {
  fc.assert(
    fc.property(moment, moment, tenBytes, tenBytes, (a, b, first, second) => {
      fc.pre(a < b)
      expect(uuid7(a, first) < uuid7(b, second)).toBe(true)
    }),
  )
})

test('different randomness makes different ids', () => {
  const zeros = new Uint8Array(10)
  const ids = Array.from({ length: 10 }, (_, index) =>
    uuid7(
      1,
      zeros.map((_byte, at) => (at === index ? 1 : 0)),
    ),
  )
  expect(new Set(ids).size).toBe(10)
})

test('too little randomness and a time out of range are bugs of the caller', () => {
  expect(() => uuid7(1, new Uint8Array(9))).toThrow(RangeError)
  for (const ms of [-1, 2 ** 48, Number.NaN]) expect(() => uuid7(ms, new Uint8Array(10))).toThrow(RangeError)
})
