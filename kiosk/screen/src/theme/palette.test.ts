import fc from 'fast-check'
import { expect, test } from 'vitest'
import { INK, WHITE, contrast, parse, toHex } from './colour.ts'
import { EDGE_CONTRAST, TEXT_CONTRAST, paletteOf } from './palette.ts'

const anyBrand = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)

test('keeps every text and edge readable for any brand colour', () => {
  fc.assert(
    fc.property(anyBrand, (brand) => {
      const palette = paletteOf(brand)
      const of = (name: keyof typeof palette) => parse(palette[name])
      expect(contrast(of('--on-brand'), of('--brand'))).toBeGreaterThanOrEqual(TEXT_CONTRAST)
      for (const surface of [WHITE, of('--paper'), of('--tint')]) {
        expect(contrast(of('--strong'), surface)).toBeGreaterThanOrEqual(TEXT_CONTRAST)
        expect(contrast(INK, surface)).toBeGreaterThanOrEqual(TEXT_CONTRAST)
        expect(contrast(of('--edge'), surface)).toBeGreaterThanOrEqual(EDGE_CONTRAST)
      }
      expect(contrast(WHITE, of('--held'))).toBeGreaterThanOrEqual(TEXT_CONTRAST)
    }),
    { numRuns: 2_000 },
  )
})

test('leaves a brand colour alone that is dark enough', () => {
  expect(paletteOf('#00706B')['--strong']).toBe('#00706b')
})

test('measures contrast as the guidelines do', () => {
  expect(contrast(parse('#000000'), WHITE)).toBeCloseTo(21, 5)
  expect(contrast(parse('#777777'), WHITE)).toBeCloseTo(4.48, 2)
  expect(toHex(parse('#00706B'))).toBe('#00706b')
})
