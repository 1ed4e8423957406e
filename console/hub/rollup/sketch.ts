import * as hdr from 'hdr-histogram-js'

/**
 * How many times of which length there were, to about 1 %: lengths in seconds + 1 (a histogram knows no 0), each the
 * lowest of those that are one to the histogram. Two sketches are merged by adding their counts, whoever made them.
 */
export type Sketch = Map<number, number>

/** The same for the whole fleet and for ever, so that all sketches can be merged: up to a day, two digits. */
const BOUNDS = {
  lowestDiscernibleValue: 1,
  highestTrackableValue: 86_401,
  numberOfSignificantValueDigits: 2,
} as const
/** Values below so many units have a place of their own; from there on 128 places for each doubling. */
const EXACT_BELOW = 256

/** The place of a length, ms, in every sketch. Longer than a day counts as a day. */
export function placeOf(ms: number): number {
  const value = Math.min(BOUNDS.highestTrackableValue, Math.round(Math.max(0, ms) / 1000) + 1)
  if (value < EXACT_BELOW) return value
  const step = 2 ** (Math.floor(Math.log2(value)) - 7)
  return value - (value % step)
}

/** As it is kept: `61:2 75:1`, in order, so that the same times give the same text. */
export function sketchText(sketch: Sketch): string {
  return [...sketch]
    .filter(([, count]) => count !== 0)
    .sort(([a], [b]) => a - b)
    .map(([place, count]) => `${place}:${count}`)
    .join(' ')
}

/** Adds the counts of a kept sketch, or of several with a space between. */
export function addSketch(sketch: Sketch, text: string): void {
  if (text === '') return
  for (const pair of text.split(' ')) {
    const colon = pair.indexOf(':')
    addCount(sketch, Number(pair.slice(0, colon)), Number(pair.slice(colon + 1)))
  }
}

export function addCount(sketch: Sketch, place: number, count: number): void {
  sketch.set(place, (sketch.get(place) ?? 0) + count)
}

/**
 * Percentiles of the times in a sketch, ms; null: there are none. Error against the exact one: at most half a second too
 * little, at most half a second and 0.8 % too much (lengths are whole seconds; from 255 s on a place is up to 1/128
 * wide, and its upper end is told).
 */
export function percentilesOf(sketch: Sketch, percentiles: readonly number[]): (number | null)[] {
  const histogram = hdr.build({ ...BOUNDS, bitBucketSize: 32 })
  let some = false
  for (const [place, count] of sketch) {
    if (count <= 0) continue
    histogram.recordValueWithCount(place, count)
    some = true
  }
  return percentiles.map((percentile) =>
    some ? (histogram.getValueAtPercentile(percentile) - 1) * 1000 : null,
  )
}
