import type { RosterDuty, RosterRow, StaffNumber } from '@service-hall/contract'

type Wish = { number: StaffNumber; day: number; other: StaffNumber; theirDay: number | null }

/**
 * A week in which one gives the shift of a day to another, who works it at the same counter, and takes the shift of the
 * other's day where one is named. Null: there is no such shift, or whoever gets one works on that day already.
 */
export function swapped(
  rows: readonly RosterRow[],
  { number, day, other, theirDay }: Wish,
): RosterRow[] | null {
  const cells = new Map(rows.map((row) => [row.number, [...row.days]]))
  const free = (): RosterDuty[] => Array.from({ length: 7 }, () => null)
  const own = cells.get(number) ?? free()
  const theirs = cells.get(other) ?? free()
  const given = own[day] ?? null
  const taken = theirDay === null ? null : (theirs[theirDay] ?? null)
  if (!given || (theirDay !== null && !taken)) return null
  own[day] = null
  if (theirDay !== null) theirs[theirDay] = null
  if (theirs[day]) return null
  theirs[day] = given
  if (theirDay !== null) {
    if (own[theirDay]) return null
    own[theirDay] = taken
  }
  cells.set(number, own)
  cells.set(other, theirs)
  return [...cells].map(([one, days]) => ({ number: one, days }))
}
