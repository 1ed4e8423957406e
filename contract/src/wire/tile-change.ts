import type { HallTile } from './console.ts'

type Optional = {
  [Part in keyof HallTile]-?: object extends Pick<HallTile, Part> ? Part : never
}[keyof HallTile]
type Parts = Omit<HallTile, 'hallId' | 'at'>

/**
 * What of a tile is other than it was: fields, and of a field that has parts those parts. Lists are told whole; null: a
 * field that may be left out is no longer there. Of a tile that was never told, all of it.
 */
export type TileChange = Pick<HallTile, 'hallId' | 'at'> & {
  [Part in keyof Parts]?:
    Changed<NonNullable<Parts[Part]>> | (Part extends Optional ? null : Nulls<Parts[Part]>)
}
type Nulls<T> = Extract<T, null>
type Changed<T> = T extends readonly unknown[] ? T : T extends object ? Partial<T> : T

/** Fields that a tile may lack, and those that it always has. Does not compile while one stands in neither. */
const OPTIONAL: Record<Optional, true> = { stays: true, closed: true }
const ALWAYS: Record<Exclude<keyof HallTile, Optional>, true> = {
  ...{ hallId: true, name: true, line: true, at: true, behindMs: true, day: true, waiting: true },
  ...{ longestSince: true, counters: true, machines: true, today: true },
}

type Field = Record<string, unknown>
const isField = (value: unknown): value is Field =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What has to be told to who knows `before`; undefined: who knows nothing of the hall. */
export function tileChange(before: HallTile | undefined, now: HallTile): TileChange {
  if (!before) return now
  const gone = (Object.keys(OPTIONAL) as Optional[]).filter(
    (part) => Object.hasOwn(before, part) && !Object.hasOwn(now, part),
  )
  const change = { ...changed(before, now), hallId: now.hallId, at: now.at }
  return gone.length === 0 ? change : { ...change, ...Object.fromEntries(gone.map((part) => [part, null])) }
}

function changed(before: Field, now: Field): Field {
  const found: Field = {}
  for (const name in now) {
    const [was, is] = [before[name], now[name]]
    if (was === is) continue
    if (isField(was) && isField(is)) {
      const parts = changed(was, is)
      if (Object.keys(parts).length > 0) found[name] = parts
    } else if (!Array.isArray(is) || JSON.stringify(was) !== JSON.stringify(is)) found[name] = is
  }
  return found
}

/** A tile with a change folded in, a new object; null: nothing is known of the hall, and the change does not tell all. */
export function changedTile(before: HallTile | undefined, change: TileChange): HallTile | null {
  if (!before) return isWhole(change) ? change : null
  const tile = joined(before, change)
  for (const part in OPTIONAL) if (tile[part] === null) delete tile[part]
  return tile as HallTile
}

/** A field may be told in parts, but of a hall that has been told before not all of them are. */
function isWhole(change: TileChange): change is HallTile {
  return Object.keys(ALWAYS).every((part) => Object.hasOwn(change, part))
}

function joined(before: Field, change: Field): Field {
  const now: Field = { ...before }
  for (const name in change) {
    const [was, is] = [before[name], change[name]]
    now[name] = isField(was) && isField(is) ? joined(was, is) : is
  }
  return now
}
