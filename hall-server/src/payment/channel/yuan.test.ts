import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fenOf, yuanOf } from './yuan.ts'

test('every whole number of fen comes back from its yuan', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e15 + 1, max: 1e15 - 1 }), (fen) => {
      expect(fenOf(yuanOf(fen))).toBe(fen === 0 ? 0 : fen)
      expect(yuanOf(fen)).toMatch(/^-?\d+\.\d\d$/)
    }),
  )
})

test.each([
  ['0.01', 1],
  ['1.15', 115],
  ['35.8', 3580],
  ['7', 700],
  ['-0.00', 0],
  ['-3000.00', -300_000],
])('%s yuan are %i fen', (yuan, fen) => expect(fenOf(yuan)).toBe(fen))

test.each(['', '1.234', '1,000.00', '1e3', ' 1.00', '.5', '+1.00', '1.', '￥1.00'])(
  '%j is no amount',
  (text) => expect(fenOf(text)).toBeNull(),
)
