import type { MapOutlines } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { WIDTH, projectionOf, shapesOf } from './projection.ts'

test('north is up, east is right, and everything lies within the drawing', () => {
  const points = [
    [115, 34.5],
    [122.5, 38.4],
    [117.1, 36.65],
  ] as const
  const { at, height } = projectionOf(points)
  const [southWest, northEast, jinan] = points.map(([longitude, latitude]) => at(longitude, latitude))
  expect(northEast!.x).toBeGreaterThan(southWest!.x)
  expect(northEast!.y).toBeLessThan(southWest!.y)
  for (const { x, y } of [southWest!, northEast!, jinan!]) {
    expect(x).toBeGreaterThanOrEqual(0)
    expect(x).toBeLessThanOrEqual(WIDTH)
    expect(y).toBeGreaterThanOrEqual(0)
    expect(y).toBeLessThanOrEqual(height)
  }
})

test('a degree is as long to the north as to the east of the middle, true to the earth', () => {
  const { at } = projectionOf([
    [116, 35],
    [118, 37],
  ])
  const [west, east] = [at(116.5, 36), at(117.5, 36)]
  const [south, north] = [at(117, 35.5), at(117, 36.5)]
  expect((east.x - west.x) / (south.y - north.y)).toBeCloseTo(Math.cos((36 * Math.PI) / 180), 6)
})

test('one hall alone can be drawn, and a district is one path with its holes', () => {
  expect(Number.isFinite(projectionOf([[117, 36]]).at(117, 36).x)).toBe(true)
  const ring: [number, number][] = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 0],
  ]
  const outlines: MapOutlines = {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { name: 'A' },
        geometry: { type: 'Polygon', coordinates: [ring, ring] },
      },
    ],
  }
  const [shape] = shapesOf(outlines, projectionOf(ring))
  expect(shape?.name).toBe('A')
  expect(shape?.path.match(/M/g)).toHaveLength(2)
})
