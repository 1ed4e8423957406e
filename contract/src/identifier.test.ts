import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  caseless,
  compact,
  digitsOf,
  idNumberOf,
  isTicketWanted,
  linesOf,
  seen,
  staffNumberOf,
  ticketNumberOf,
} from './identifier.ts'

/** Nobody: there is no region 990000. */
const NUMBER = '99000019900307003X'

const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (one) => String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0))
const unseen = ['', '\u200B', '\uFEFF', '\u00AD', '\u202E', '\u2060', '\0', '\uFE0F', '\u3164']
const blanks = ['', ' ', '\u3000', '\u00A0', '\t', '-', '－', '—', '·', '\u2009']
const ends = ['', '\n', '\r\n', '\r', '\u2028', ' \n\n ', '\uFEFF']

/** A text as somebody may write it who means the same. */
const written = (text: string): fc.Arbitrary<string> =>
  fc
    .record({
      letters: fc.array(
        fc.record({
          wide: fc.boolean(),
          small: fc.boolean(),
          hidden: fc.constantFrom(...unseen),
          blank: fc.constantFrom(...blanks),
        }),
        { minLength: text.length, maxLength: text.length },
      ),
      before: fc.constantFrom(...ends),
      after: fc.constantFrom(...ends),
    })
    .map(({ letters, before, after }) => {
      const one = [...text].map((letter, index) => {
        const { wide = false, small = false, hidden = '', blank = '' } = letters[index] ?? {}
        const cased = small ? letter.toLowerCase() : letter
        return `${wide ? fullWidth(cased) : cased}${hidden}${index + 1 < text.length ? blank : ''}`
      })
      return `${before}${one.join('')}${after}`
    })

describe('one form, however it was written', () => {
  test.each([
    ['an ID number', NUMBER, idNumberOf],
    ['an ID number without a letter', '990000195003070015', idNumberOf],
    ["a foreigner's number", 'XXA990090030712', idNumberOf],
    ['a staff number', '0142', staffNumberOf],
    ['a ticket number', 'A007', ticketNumberOf],
    ['an account', '3201457896', digitsOf],
    ['a code', 'ABC234', (text: string) => compact(text)],
  ])('%s', (_what, value, form) => {
    fc.assert(
      fc.property(written(value), (text) => {
        expect(form(text)).toBe(value)
      }),
    )
  })

  test('is a form: what is in it stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const form of [seen, compact, caseless]) expect(form(form(text))).toBe(form(text))
      }),
      { examples: [['ῒ'], ['ŉ'], ['ẞ'], ['İ']] },
    )
  })
})

describe('an ID number', () => {
  test.each(['99000019900307003x', '99000019900307003×', '99000019900307003Х', '990000 19900307 003x'])(
    '%s is one',
    (text) => expect(idNumberOf(text)).toBe(NUMBER),
  )

  test.each([
    ['a wrong check digit', '990000199003070031'],
    ['a day that does not exist', '990000199002300011'],
    ['two lines', '990000199003\n07003X'],
    ['two numbers', `${NUMBER}\n${NUMBER}`],
    ['too short', '9900001990030700'],
    ['a letter inside', '9900001990O307003X'],
    ['X inside', '99000019900307X030'],
    ['nothing', ' \u200B\n'],
    ['words', 'nobody'],
  ])('is none with %s', (_what, text) => expect(idNumberOf(text)).toBe(null))

  test('is none when two digits are swapped or one is wrong', () => {
    fc.assert(
      fc.property(fc.nat(16), fc.nat(9), (at, digit) => {
        const digits = [...NUMBER]
        if (digits[at] === String(digit)) return
        digits[at] = String(digit)
        expect(idNumberOf(digits.join(''))).toBe(null)
      }),
    )
  })
})

test('other numbers are none when they are something else', () => {
  expect([staffNumberOf('10'), staffNumberOf('123456789'), staffNumberOf('1001\n1002')]).toEqual([
    null,
    null,
    null,
  ])
  expect([ticketNumberOf('001'), ticketNumberOf('AA001'), ticketNumberOf('A01')]).toEqual([null, null, null])
  expect([digitsOf('12a'), digitsOf(''), digitsOf('一二三')]).toEqual([null, null, null])
})

test('a ticket is found by a part of its number and without its zeros', () => {
  for (const wanted of ['', 'A', 'a007', 'Ａ００７', ' a 7', '07', 'a-7', '7'])
    expect(isTicketWanted('A007', wanted)).toBe(true)
  for (const wanted of ['B7', 'A8', 'A0070', 'x', '770']) expect(isTicketWanted('A007', wanted)).toBe(false)
  expect(isTicketWanted('A070', 'A7')).toBe(false)
})

test('lines are what somebody sees as lines', () => {
  expect(linesOf('\uFEFF1\r\n2\r3\u20284\n\u200B\n')).toHaveLength(4)
})
