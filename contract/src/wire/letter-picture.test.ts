import { expect, test } from 'vitest'
import { ScreenIntent } from './kiosk-screen.ts'
import { LETTERS_AT_ONCE, LONGEST_LETTER } from './letter-picture.ts'

const dots = 'A'.repeat(96)
const intent = (drawn: unknown) => ScreenIntent.safeParse({ type: 'letters', drawn }).success

test('pictures of letters are taken in the one size that printers have, or as not there', () => {
  expect(intent([{ letter: '𠮷', dots }])).toBe(true)
  expect(intent([{ letter: '👨‍👩‍👧', dots: null }])).toBe(true)
})

test.each<[string, unknown]>([
  ['nothing', []],
  ['too few dots', [{ letter: '𠮷', dots: 'A'.repeat(92) }]],
  ['too many dots', [{ letter: '𠮷', dots: 'A'.repeat(100) }]],
  ['no base64', [{ letter: '𠮷', dots: '\u0010'.repeat(96) }]],
  ['an endless letter', [{ letter: 'a'.repeat(LONGEST_LETTER + 1), dots }]],
  ['no letter', [{ letter: '', dots }]],
  ['more than was meant', [{ letter: '𠮷', dots, width: 99 }]],
  ['too many at once', Array.from({ length: LETTERS_AT_ONCE + 1 }, () => ({ letter: '𠮷', dots }))],
])('a message with %s is none', (_why, drawn) => {
  expect(intent(drawn)).toBe(false)
})

test('the largest message fits into what a preview’s socket takes', () => {
  const drawn = Array.from({ length: LETTERS_AT_ONCE }, () => ({
    letter: '𠮷'.repeat(LONGEST_LETTER / 2),
    dots,
  }))
  expect(intent(drawn)).toBe(true)
  expect(Buffer.byteLength(JSON.stringify({ type: 'letters', drawn }))).toBeLessThan(4_096)
})
