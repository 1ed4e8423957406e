import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fenOf, yuanText } from './yuan.ts'

test.each([
  [0, '¥0.00'],
  [5, '¥0.05'],
  [123_450, '¥1,234.50'],
  [100_000_000, '¥1,000,000.00'],
  [-5, '-¥0.05'],
  [-123_456, '-¥1,234.56'],
])('%d fen are %s', (fen, text) => expect(yuanText(fen)).toBe(text))

test('what is shown is exact to the fen, however much it is', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (fen) => {
      const text = yuanText(fen)
      expect(text).toMatch(/^-?¥\d{1,3}(,\d{3})*\.\d\d$/)
      expect(BigInt(text.replace(/[^\d-]/g, ''))).toBe(BigInt(fen))
    }),
  )
})

test('half a fen is nothing that can be shown', () => {
  expect(() => yuanText(0.5)).toThrow(RangeError)
  expect(() => yuanText(Number.NaN)).toThrow(RangeError)
})

test('what is typed is read to the fen, and nothing else is an amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (fen) => {
      expect(fenOf(yuanText(fen).replace(/[¥,]/g, ''))).toBe(fen)
    }),
  )
  expect(['12', '12.', '12.5', '0.07', '1234567890', '', '.', '1.234', '-1'].map(fenOf)).toEqual([
    ...[1_200, 1_200, 1_250, 7, null, null, null, null, null],
  ])
})
