import fc from 'fast-check'
import * as hdr from 'hdr-histogram-js'
import { expect, test } from 'vitest'
import { addCount, addSketch, percentilesOf, placeOf, sketchText } from './sketch.ts'
import type { Sketch } from './sketch.ts'

const sketchOf = (times: readonly number[]): Sketch => {
  const sketch: Sketch = new Map()
  for (const ms of times) addCount(sketch, placeOf(ms), 1)
  return sketch
}
const aTime = fc.oneof(fc.integer({ min: 0, max: 900_000 }), fc.integer({ min: 0, max: 90_000_000 }))

test('places are those of the histogram', () => {
  const histogram = hdr.build({
    ...{ lowestDiscernibleValue: 1, highestTrackableValue: 86_401, numberOfSignificantValueDigits: 2 },
  }) as unknown as { lowestEquivalentValue?: (value: number) => number }
  for (let value = 1; value <= 86_401; value += value < 2_000 ? 1 : 17)
    expect([value, placeOf((value - 1) * 1000)]).toEqual([value, histogram.lowestEquivalentValue?.(value)])
})

test('percentiles of merged sketches are within the stated error of the exact ones', () => {
  fc.assert(
    fc.property(fc.array(fc.array(aTime, { maxLength: 30 }), { minLength: 1, maxLength: 8 }), (parts) => {
      const merged: Sketch = new Map()
      for (const part of parts) addSketch(merged, sketchText(sketchOf(part)))
      const sorted = parts.flat().sort((a, b) => a - b)
      const asked = [50, 90, 95, 99]
      percentilesOf(merged, asked).forEach((found, at) => {
        if (sorted.length === 0) return expect(found).toBeNull()
        const rank = Math.max(1, Math.ceil(((asked[at] ?? 0) / 100) * sorted.length))
        const exact = Math.min(86_400_000, sorted[rank - 1] ?? 0)
        expect(found).toBeGreaterThanOrEqual(exact - 500)
        expect(found).toBeLessThanOrEqual((exact + 500) * 1.008)
      })
    }),
  )
})

test('however times are put together, the text is the same; what is taken away leaves nothing', () => {
  fc.assert(
    fc.property(fc.array(aTime), fc.array(aTime), (one, two) => {
      const merged = sketchOf(one)
      addSketch(merged, sketchText(sketchOf(two)))
      expect(sketchText(merged)).toBe(sketchText(sketchOf([...two, ...one])))
      for (const ms of [...one, ...two]) addCount(merged, placeOf(ms), -1)
      expect(sketchText(merged)).toBe('')
    }),
  )
})
