import { MOST_PLACES, placesNear } from '@service-hall/contract'
import type { HallId, Position, Reached, RegionId } from '@service-hall/contract'
import type { Entry } from '../guide.ts'

/** The nearest halls that a hall is told of; the rest of its places are payment points. */
const MOST_HALLS = 12
/** Looked for within so far first, km: in a town most are, and 20,000 points need not be put in order. */
const REACHES_KM = [3, 10, 50]
/** Length of a degree of latitude, km; a little less than it is, so that no place is left out. */
const DEGREE_KM = 111
const METRES = 1_000

/** The hall that asks. */
export type Here = { hallId: HallId; position: Position | null; regionId: RegionId }

/** All places of the region that one goes to. */
export type Places = { halls: readonly Entry[]; points: readonly Entry[] }

export function placesOf(entries: readonly Entry[]): Places {
  const halls = entries.filter(({ of }) => of === 'hall')
  return { halls, points: entries.filter(({ of, position }) => of === 'point' && position !== null) }
}

/**
 * Places near a hall, the nearest first: halls and points, `MOST_PLACES` together. Where nobody has said where the hall is,
 * those of its own region, without a distance.
 */
export function chosenNear(here: Here, { halls, points }: Places): Reached<Entry>[] {
  const others = halls.filter(({ id }) => id !== `hall:${here.hallId}`)
  const nearHalls = nearest(here, others, MOST_HALLS)
  const nearPoints = nearest(here, points, MOST_PLACES - nearHalls.length)
  return placesNear(here.position, [...nearHalls, ...nearPoints])
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
