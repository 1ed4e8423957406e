import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellsOf } from './gb18030.ts'
import { columns, pad, wrap } from './layout.ts'

const text = fc.string({ unit: fc.constantFrom(...'电费账单 abc 12,.\n￥业务'.split('')) })

test('breaks before a Hanzi and between words', () => {
  expect(wrap('请携带本人身份证 and your bill', 12)).toEqual(['请携带本人身', '份证 and', 'your bill'])
  expect(wrap('a\nb', 12)).toEqual(['a', 'b'])
  expect(wrap('abcdefgh', 4)).toEqual(['abcd', 'efgh'])
})

test('breaks no letter of several code points', () => {
  expect(wrap('电👨‍👩‍👧费', 4)).toEqual(['电👨‍👩‍👧', '费'])
  expect(wrap('👍🏻👍🏻', 2)).toEqual(['👍🏻', '👍🏻'])
  expect(wrap('abx̂cd', 3)).toEqual(['abx̂', 'cd'])
})

test('keeps every line within the paper and loses nothing but spaces', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 48 }), (words, cells) => {
      const lines = wrap(words, cells)
      for (const line of lines) expect(cellsOf(line)).toBeLessThanOrEqual(cells)
      expect(lines.join('').replace(/\s/g, '')).toBe(words.replace(/\s/g, ''))
    }),
  )
})

test('pads by cells, not by characters', () => {
  expect(pad('中', 4, 'right')).toBe('  中')
  expect(pad('中', 5, 'center')).toBe(' 中  ')
})

test('sets columns side by side within the paper', () => {
  fc.assert(
    fc.property(text, text, (left, right) => {
      const lines = columns(
        [
          { text: left, share: 2 },
          { text: right, share: 1, align: 'right' },
        ],
        32,
      )
      for (const line of lines) expect(cellsOf(line)).toBeLessThanOrEqual(32)
    }),
  )
  expect(
    columns(
      [
        { text: '金额', share: 1 },
        { text: '12.50', share: 1, align: 'right' },
      ],
      20,
    ),
  ).toEqual(['金额           12.50'])
})
