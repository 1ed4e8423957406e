import type { HallId, MaintenancePlace, RegionId } from '@service-hall/contract'

export type TreeRegion = { regionId: RegionId; parentId: RegionId | null; name: string }
export type TreeHall = { hallId: HallId; regionId: RegionId | null; name: string }
export type PlaceRow = { key: string; place: MaintenancePlace; name: string; path: string; isRegion: boolean }

/** More are no list that anybody reads: they are found by typing. */
export const MOST_ROWS = 60

/**
 * The rows of the picker: by name or id where something is typed, in all of the tree; else what lies directly in a region
 * (null: the topmost ones, and halls that lie in none that one sees).
 */
export function placeRows(
  tree: { regions: readonly TreeRegion[]; halls: readonly TreeHall[] },
  { text, within }: { text: string; within: RegionId | null },
): PlaceRow[] {
  const byId = new Map(tree.regions.map((region) => [region.regionId, region]))
  const wanted = text.trim().toLocaleLowerCase()
  const fits = (...words: string[]): boolean =>
    words.some((word) => word.toLocaleLowerCase().includes(wanted))
  const homeOf = (regionId: RegionId | null): RegionId | null =>
    regionId !== null && byId.has(regionId) ? regionId : null
  const regions = tree.regions
    .filter(({ regionId, parentId, name }) => (wanted ? fits(name, regionId) : homeOf(parentId) === within))
    .map((region): PlaceRow => ({
      key: `region:${region.regionId}`,
      place: { of: 'region', regionId: region.regionId },
      ...{ name: region.name, path: pathText(byId, region.parentId), isRegion: true },
    }))
  const halls = tree.halls
    .filter(({ hallId, regionId, name }) => (wanted ? fits(name, hallId) : homeOf(regionId) === within))
    .map((hall): PlaceRow => ({
      key: `hall:${hall.hallId}`,
      place: { of: 'hall', hallId: hall.hallId },
      ...{ name: hall.name, path: pathText(byId, hall.regionId), isRegion: false },
    }))
  const byName = (a: PlaceRow, b: PlaceRow): number => a.name.localeCompare(b.name)
  return [...regions.sort(byName), ...halls.sort(byName)]
}

function pathText(byId: ReadonlyMap<RegionId, TreeRegion>, from: RegionId | null): string {
  const names: string[] = []
  for (let at = from === null ? undefined : byId.get(from); at && names.length < 20;)
    at = (names.unshift(at.name), at.parentId === null ? undefined : byId.get(at.parentId))
  return names.join(' / ')
}

/** Weekly windows: the same span so many weeks, by the clock of this machine (an hour that changes stays the hour). */
export function weekly(
  span: { from: number; until: number },
  weeks: number,
): { from: number; until: number }[] {
  const later = (at: number, week: number): number => {
    const date = new Date(at)
    date.setDate(date.getDate() + week * 7)
    return date.getTime()
  }
  return Array.from({ length: weeks }, (_, week) => ({
    from: later(span.from, week),
    until: later(span.until, week),
  }))
}
