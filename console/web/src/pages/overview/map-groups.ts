import type { RegionId, RegionSeen } from '@service-hall/contract'
import type { Row } from '../../severity/rows-store.ts'

/** Halls of one block of the map. `region` null: they lie right in the region that is looked at. */
export type Group = { region: RegionSeen | null; rows: Row[] }

/**
 * Halls by the region below `here` in which they lie. Blocks keep their places by the id of their regions, and squares by
 * the id of their halls, whatever becomes of them: a map is read by where something is.
 */
export function groupsOf(rows: readonly Row[], here: RegionId | null): Group[] {
  const groups = new Map<string, Group>()
  for (const row of [...rows].sort((a, b) => (a.hallId < b.hallId ? -1 : 1))) {
    const at = row.path.findIndex(({ regionId }) => regionId === here)
    const region = row.path[at + 1] ?? null
    const key = region?.regionId ?? ''
    const group = groups.get(key)
    if (group) group.rows.push(row)
    else groups.set(key, { region, rows: [row] })
  }
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}
