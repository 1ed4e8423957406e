import { Fact as AnyFact, emptyView, evolve as evolveView, withTables } from '@service-hall/contract'
import type { Fact, FactEntry, HallView } from '@service-hall/contract'
import type { Fold } from '@service-hall/journal'
import type { Slice } from './slice.ts'

type Stored = Record<string, unknown>

const KINDS: ReadonlySet<string> = new Set(AnyFact.options.map(({ shape }) => shape.type.value))

/**
 * The view that screens share, as a slice of the hall's state. A part that a later release adds to the view is empty in
 * what an earlier one stored; the names of the parts are therefore in the schema, and a new one makes it another.
 */
const viewSlice: Slice<HallView> = {
  schema: `1(${Object.keys(emptyView()).sort().join('+')})`,
  empty: emptyView,
  evolve: evolveView,
  migrate(stored, from) {
    if (!/^(1\(.*\)|hall-[23])$/.test(from))
      throw new Error(`the hall's view cannot be read from a snapshot under "${from}"`)
    return { ...emptyView(), ...(stored as HallView) }
  },
}

/**
 * How a journal makes a state of slices: from facts, from a snapshot, or from a snapshot in which some slices had other
 * shapes. The schema of a snapshot names the schema of each of its slices.
 */
export function foldOf<State extends { view: HallView }>(own: {
  readonly [name: string]: Slice<unknown>
}): Fold<State, Fact> {
  const slices: [string, Slice<unknown>][] = Object.entries({ view: viewSlice, ...own })
  return {
    schema: slices.map(([name, { schema }]) => `${name}:${schema}`).join(' '),
    kinds: KINDS,
    empty: () => Object.fromEntries(slices.map(([name, slice]) => [name, slice.empty()])) as State,
    evolve(state, _fact, entry: FactEntry) {
      for (const [name, slice] of slices) slice.evolve((state as Stored)[name], entry)
      return state
    },
    read: (stored) => read(slices, stored as Stored) as State,
    migrate: (stored, fromSchema) =>
      read(
        slices,
        Object.fromEntries(
          slices.map(([name, slice]) => [name, migrated(name, slice, stored as Stored, fromSchema)]),
        ),
      ) as State,
  }
}

/** A stored state whose tables are tables again, each as its slice has them; throws where a part is missing. */
function read(slices: readonly [string, Slice<unknown>][], stored: Stored): Stored {
  for (const [name, slice] of slices) {
    const part: unknown = stored[name]
    if (typeof part !== 'object' || part === null) throw new Error(`the stored state has no ${name}`)
    withTables(slice.empty() as object, part)
  }
  return stored
}

/** One slice of a stored state in today's shape; empty where the release that stored it had no such slice. */
function migrated(name: string, slice: Slice<unknown>, stored: Stored, fromSchema: string): unknown {
  if (!Object.hasOwn(stored, name)) return slice.empty()
  const from = schemaIn(fromSchema, name)
  if (from === slice.schema) return stored[name]
  if (!slice.migrate) throw new Error(`the hall's ${name} cannot be read from a snapshot under "${from}"`)
  return slice.migrate(stored[name], from, stored)
}

/** The schema that one slice had in a snapshot; the snapshot's own where slices had none yet. */
function schemaIn(fromSchema: string, name: string): string {
  if (!fromSchema.includes(':')) return fromSchema
  const part = fromSchema.split(' ').find((row) => row.startsWith(`${name}:`))
  return part?.slice(name.length + 1) ?? ''
}
