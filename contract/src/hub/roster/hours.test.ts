import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spansOfText, spansText } from './hours.ts'

test('stretches are read however they are typed, and nothing else is', () => {
  const spans = [
    { from: 510, to: 720 },
    { from: 780, to: 1_020 },
  ]
  for (const text of [
    '08:30-12:00 13:00-17:00',
    '8:30–12:00，13:00~17:00',
    '０８：３０－１２：００、13:00 至 17:00',
  ])
    expect(spansOfText(text), text).toEqual(spans)
  for (const odd of [
    '',
    '08:30',
    '08:30-08:30',
    '12:00-08:00',
    '08:60-09:00',
    '23:00-24:01',
    '08:30-12:00 x',
  ])
    expect(spansOfText(odd), odd).toBeNull()
})

test('what is written is read again', () => {
  const span = fc
    .tuple(fc.nat({ max: 1_440 }), fc.nat({ max: 1_440 }))
    .filter(([from, to]) => from < to)
    .map(([from, to]) => ({ from, to }))
  fc.assert(
    fc.property(fc.array(span, { minLength: 1, maxLength: 4 }), (spans) => {
      expect(spansOfText(spansText(spans))).toEqual(spans)
    }),
  )
})
