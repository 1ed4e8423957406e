import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AA_TEXT, contrast, inkOn, mix, readable } from './colour.ts'
import { brandVariables } from './theme.ts'

const aColour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)

describe('colours', () => {
  test('measures contrast as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
    expect(contrast('#00706b', '#00706b')).toBe(1)
    expect(contrast('#00706b', '#ffffff')).toBe(contrast('#ffffff', '#00706B'))
  })

  test('mixes channel by channel', () => {
    expect(mix('#ff8000', '#000000', 0.5)).toBe('#804000')
    expect(mix('#ABCDEF', '#000000', 1)).toBe('#abcdef')
  })

  test('takes what is no colour for black', () => {
    expect(contrast('red', '#ffffff')).toBeCloseTo(21)
  })

  test('writes readably on any brand colour', () => {
    fc.assert(fc.property(aColour, (brand) => contrast(inkOn(brand), brand) >= AA_TEXT))
    fc.assert(fc.property(aColour, (brand) => contrast(inkOn(brand, '#172124'), brand) >= AA_TEXT))
  })

  test('makes any brand colour readable on light and dark surfaces', () => {
    fc.assert(
      fc.property(aColour, (brand) => {
        expect(contrast(readable(brand, '#ffffff', '#000000'), '#ffffff')).toBeGreaterThanOrEqual(AA_TEXT)
        expect(contrast(readable(brand, '#1a2221', '#ffffff'), '#1a2221')).toBeGreaterThanOrEqual(AA_TEXT)
      }),
    )
  })

  test('leaves a brand colour that reads well as it is', () => {
    expect(brandVariables('#00706B')).toMatchObject({
      '--on-brand': '#ffffff',
      '--brand-on-light': '#00706b',
    })
  })
})
