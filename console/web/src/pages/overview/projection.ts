import { ringsOf } from '@service-hall/contract'
import type { MapOutlines } from '@service-hall/contract'

/** Maps degrees onto a drawing as wide as `WIDTH`. */
export type Projection = {
  height: number
  at: (longitude: number, latitude: number) => { x: number; y: number }
}

export const WIDTH = 1_000
const MARGIN = 24

/**
 * Equirectangular, true along the middle parallel: good for a province, and hall and outline lie on each other however
 * coarse it is. `points`: longitude and latitude, degrees, of all that is to be seen.
 */
export function projectionOf(points: readonly (readonly [number, number])[]): Projection {
  const xs = points.map(([longitude]) => longitude)
  const ys = points.map(([, latitude]) => latitude)
  const range = (values: readonly number[]): [number, number] =>
    values.reduce<[number, number]>(
      ([low, high], one) => [Math.min(low, one), Math.max(high, one)],
      [Infinity, -Infinity],
    )
  const [west, east] = range(xs)
  const [south, north] = range(ys)
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180)
  // A single point has no extent of its own.
  const across = Math.max((east - west) * narrow, 0.05)
  const scale = (WIDTH - 2 * MARGIN) / Math.max(across, (north - south) / 1.2)
  const left = MARGIN + (WIDTH - 2 * MARGIN - across * scale) / 2
  return {
    height: Math.max(200, (north - south) * scale + 2 * MARGIN),
    at: (longitude, latitude) => ({
      x: left + (longitude - west) * narrow * scale,
      y: MARGIN + (north - latitude) * scale,
    }),
  }
}

/** A district as an SVG path, and its name. */
export type Shape = { name: string; path: string }

export function shapesOf({ features }: MapOutlines, { at }: Projection): Shape[] {
  return features.map((feature) => ({
    name: feature.properties?.name ?? '',
    path: ringsOf({ features: [feature] })
      .map((ring) => `M${ring.map((point) => pair(at(...point))).join('L')}Z`)
      .join(''),
  }))
}

const pair = ({ x, y }: { x: number; y: number }): string => `${x.toFixed(1)} ${y.toFixed(1)}`
