import { MOST_PLACES, groupOf, placesNear } from '@service-hall/contract'
import type { HallId, Position, Reached, RegionId } from '@service-hall/contract'
import type { Entry } from '../guide.ts'

/** The nearest halls that a hall is told of; the rest of its places are payment points. */
const MOST_HALLS = 12
/** Looked for within so far first, km: in a town most are, and 20,000 points need not be put in order. */
const REACHES_KM = [3, 10, 50]
/** Length of a degree of latitude, km; a little less than it is, so that no place is left out. */
const DEGREE_KM = 111
const METRES = 1_000

/** Ways that nobody goes to, of which a hall is told; a kiosk shows them on a few sheets of their own. */
const MOST_WAYS = 10

/** The hall that asks. `path`: its region and those it lies in, from the nearest to the topmost. */
export type Here = {
  hallId: HallId
  position: Position | null
  regionId: RegionId
  path: readonly RegionId[]
}

/** All places of the region that one goes to, and ways that need no going. */
export type Places = { halls: readonly Entry[]; points: readonly Entry[]; ways: readonly Entry[] }

export function placesOf(entries: readonly Entry[]): Places {
  const halls = entries.filter(({ of }) => of === 'hall')
  const points = entries.filter(({ of, position }) => of === 'point' && position !== null)
  return { halls, points, ways: entries.filter(({ kind }) => groupOf(kind) === 'online') }
}

/**
 * Places near a hall, the nearest first: halls and points, and behind them the ways without a place that its region or one
 * above it keeps, `MOST_PLACES` together. Where nobody has said where the hall is, those of its own region, without a
 * distance.
 */
export function chosenNear(here: Here, { halls, points, ways }: Places): Reached<Entry>[] {
  const online = waysOf(here, ways)
  const others = halls.filter(({ id }) => id !== `hall:${here.hallId}`)
  const nearHalls = nearest(here, others, MOST_HALLS)
  const nearPoints = nearest(here, points, MOST_PLACES - nearHalls.length - online.length)
  return [...placesNear(here.position, [...nearHalls, ...nearPoints]), ...online]
}

/** Those of the hall's own region first, then those of the regions above it. */
function waysOf({ path }: Here, ways: readonly Entry[]): Reached<Entry>[] {
  const found = path.flatMap((region) => ways.filter(({ regionId }) => regionId === region))
  return found.slice(0, MOST_WAYS).map((entry) => ({ ...entry, metres: null }))
}

function nearest({ position, regionId }: Here, entries: readonly Entry[], most: number): Reached<Entry>[] {
  if (!position) {
    const own = entries.filter((entry) => entry.regionId === regionId)
    return placesNear(null, own).slice(0, most)
  }
  let found: Reached<Entry>[] = []
  for (const km of REACHES_KM) {
    const near = placesNear(position, entries.filter(isWithin(position, km)))
    found = near.filter(({ metres }) => metres !== null && metres <= km * METRES)
    if (found.length >= most) break
  }
  return found.slice(0, most)
}

/** In a box that holds the circle: what is outside need not be measured. */
function isWithin({ latitude, longitude }: Position, km: number): (entry: Entry) => boolean {
  const north = km / DEGREE_KM
  const east = north / Math.max(0.01, Math.cos((latitude * Math.PI) / 180))
  return ({ position }) =>
    position !== null &&
    Math.abs(position.latitude - latitude) <= north &&
    Math.abs(position.longitude - longitude) <= east
}
