import type { HallWaiting } from './payment-point/places.ts'
import type { Position } from './words.ts'

/** Mean radius of the earth (IUGG), metres. */
const EARTH_M = 6_371_008.8
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Metres between two places as the crow flies (haversine); the ellipsoid makes it wrong by 0.5 % at most. */
export function metresBetween(a: Position, b: Position): number {
  const [north, east] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)]
  const h =
    Math.sin(north / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east / 2) ** 2
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** A place to send people to. `waiting` null: nobody knows, or nobody waits at such a place. */
type Choosable = { position: Position | null; waiting: HallWaiting | null }
export type Reached<P> = P & { metres: number | null }

/**
 * Places near a position, the nearest first; or, by `waiting`, those with the fewest who wait first, as far as that is
 * known. Those whose place is not known come last. Everything that sends people elsewhere chooses by this.
 */
export function placesNear<P extends Choosable>(
  here: Position | null,
  places: readonly P[],
  by: 'distance' | 'waiting' = 'distance',
): Reached<P>[] {
  const far = ({ metres }: Reached<P>): number => metres ?? Infinity
  const crowd = ({ waiting }: Reached<P>): number => waiting?.waiting ?? Infinity
  return places
    .map((place) => {
      const metres = here && place.position ? metresBetween(here, place.position) : null
      return { ...place, metres }
    })
    .sort((a, b) =>
      by === 'distance'
        ? apart(far(a), far(b)) || apart(crowd(a), crowd(b))
        : apart(crowd(a), crowd(b)) || apart(far(a), far(b)),
    )
}

/** Halls in which fewer wait than here, as far as their figures are known; the nearest first, as `placesNear`. */
export function quieterNear<P extends Choosable>(
  here: { position: Position | null; waiting: number },
  halls: readonly P[],
): Reached<P>[] {
  const quieter = halls.filter(({ waiting }) => waiting !== null && waiting.waiting < here.waiting)
  return placesNear(here.position, quieter)
}

/** Also of two that are both without end. */
function apart(a: number, b: number): number {
  return a === b ? 0 : a - b
}
