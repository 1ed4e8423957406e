import { AA_EDGE, AA_TEXT, contrast } from '@service-hall/ui'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { INK, paletteOf } from './palette.ts'

const anyBrand = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)

test('keeps every text and edge readable for any brand colour', () => {
  fc.assert(
    fc.property(anyBrand, (brand) => {
      const palette = paletteOf(brand)
      expect(contrast(palette['--on-brand'], palette['--brand'])).toBeGreaterThanOrEqual(AA_TEXT)
      for (const surface of ['#ffffff', palette['--paper'], palette['--tint']]) {
        expect(contrast(palette['--strong'], surface)).toBeGreaterThanOrEqual(AA_TEXT)
        expect(contrast(INK, surface)).toBeGreaterThanOrEqual(AA_TEXT)
        expect(contrast(palette['--edge'], surface)).toBeGreaterThanOrEqual(AA_EDGE)
      }
      expect(contrast('#ffffff', palette['--held'])).toBeGreaterThanOrEqual(AA_TEXT)
    }),
    { numRuns: 2_000 },
  )
})

test('leaves a brand colour alone that is dark enough', () => {
  expect(paletteOf('#00706B')['--strong']).toBe('#00706b')
})
