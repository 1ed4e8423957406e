import { lookUp } from '@service-hall/contract'
import type { FactEntry } from '@service-hall/contract'

/** A stored slice under schema `from` as one of today's shape; `whole` is the stored state that it was part of. */
export type Migrate<State> = (stored: unknown, from: string, whole: Record<string, unknown>) => State

/**
 * A capability's part of the hall's state: a fold of facts, plain JSON, stored with the snapshot of the whole hall.
 * `schema` names its stored shape. Whoever changes the shape gives it another name and leads the one before here in
 * `migrate`; other slices are not concerned.
 */
export type Slice<State> = {
  schema: string
  empty(): State
  /** Folds one fact in, in place. Pure but for that: no clock, no randomness, no I/O. */
  evolve(slice: State, entry: FactEntry): void
  /**
   * Needed where the facts of an older snapshot are past retention; otherwise they are folded anew. Snapshots that were
   * kept before slices had schemas of their own come under the name of the whole: `hall-2`, `hall-3`.
   */
  migrate?: Migrate<State>
}

type Migrations<State> = { [from: string]: (stored: never, whole: Record<string, unknown>) => State }

/** A `migrate` that has one function for each earlier schema and throws for a shape that no release left behind. */
export function migrations<State>(byName: Migrations<State>): Migrate<State> {
  return (stored, from, whole) => {
    const migrate = lookUp(byName, from)
    if (!migrate)
      throw new Error(`this part of the hall's state cannot be read from a snapshot under "${from}"`)
    return migrate(stored as never, whole)
  }
}

/** For `migrations`: the shape under that schema was today's. */
export function asStored<State>(stored: State): State {
  return stored
}
