import { z } from 'zod'

/** Points of all outlines together: a province by its districts, well drawn, has a few thousand. */
export const MOST_POINTS = 60_000
/** Bytes of a map as it is sent. */
export const MOST_MAP_BYTES = 1_500_000

/** Longitude and latitude, WGS-84 degrees; a height is left out. */
const Place = z
  .array(z.number().min(-180).max(180))
  .min(2)
  .max(4)
  .transform(([longitude = 0, latitude = 0]): [number, number] => [longitude, latitude])
const Ring = z.array(Place).min(4).max(MOST_POINTS)
const Polygon = z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring).min(1).max(500) })
const MultiPolygon = z.object({
  type: z.literal('MultiPolygon'),
  coordinates: z.array(z.array(Ring).min(1).max(500)).min(1).max(2_000),
})
const Feature = z.object({
  type: z.literal('Feature'),
  properties: z.object({ name: z.string().max(60).optional() }).nullish(),
  geometry: z.discriminatedUnion('type', [Polygon, MultiPolygon]),
})

const Collection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(Feature).min(1).max(2_000),
})
export type MapOutlines = z.infer<typeof Collection>

/** Outlines of districts (GeoJSON, RFC 7946): polygons with names, and nothing else of what a file may hold. */
export const MapOutlines = Collection.refine(
  (map) => ringsOf(map).reduce((sum, ring) => sum + ring.length, 0) <= MOST_POINTS,
  `at most ${MOST_POINTS} points`,
)

/** The rings of all features. */
export function ringsOf({ features }: Pick<MapOutlines, 'features'>): [number, number][][] {
  return features.flatMap(({ geometry }) =>
    geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat(),
  )
}
