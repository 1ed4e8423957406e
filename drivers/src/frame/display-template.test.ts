import { expect, test } from 'vitest'
import { DISPLAY_TEMPLATES } from './display-profiles.ts'
import { encodeDisplayFrame } from './display-template.ts'

const hex = (name: keyof typeof DISPLAY_TEMPLATES, text: string, number: number, state: number) =>
  encodeDisplayFrame(DISPLAY_TEMPLATES[name], 3, { text, number, state }).toString('hex')

test('composes the known frames byte by byte', () => {
  expect(hex('digits4', 'A258', 258, 2)).toBe('03' + '0102' + '06')
  expect(hex('colour', 'A258', 258, 2)).toBe('3a' + '01' + '0201' + '03' + '07' + '0a')
  expect(hex('text', '请 A1', 1, 2)).toBe('aa55' + '03' + '02' + '05' + 'c7eb204131' + '8a79' + '0d')
})

test('cuts a text that is too long between two letters', () => {
  const frame = encodeDisplayFrame(DISPLAY_TEMPLATES.text, 1, {
    text: `a${'请'.repeat(40)}`,
    number: 0,
    state: 1,
  })
  expect(frame[4]).toBe(63)
})
