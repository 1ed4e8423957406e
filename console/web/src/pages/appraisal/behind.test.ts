import { expect, test } from 'vitest'
import { behindOf } from './behind.ts'

test('a figure leads to the quantities of its formula and to the facts that these are counted of', () => {
  expect(behindOf({ numerator: 'served - overLimit', denominator: 'served' })).toEqual({
    measures: ['served'],
    kinds: ['served'],
  })
  expect(behindOf({ numerator: 'satisfied', denominator: 'ratings' })).toEqual({
    measures: ['served', 'ratings', 'satisfied'],
    kinds: ['rated'],
  })
  expect(behindOf({ numerator: 'waitMs', denominator: 'max(waits, 1)' }).kinds).toEqual(['called'])
  expect(behindOf({ numerator: '1', denominator: '2' }).kinds).toEqual(['served'])
})
