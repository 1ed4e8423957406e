import type { Database } from './database.ts'
import type { Entry, Upcast } from './entry.ts'
import { JournalError } from './errors.ts'
import { firstNumber, lastNumberAt, replay } from './replay.ts'
import { latestSnapshot } from './snapshots.ts'

export type Fold<S, F> = {
  /** Names the shape of the state; a snapshot under another name is not used as it is. */
  schema: string
  /** Makes the state before the first fact. */
  empty: () => S
  evolve: (state: S, fact: F, entry: Entry<F>) => S
  /** Makes a state of what a snapshot under this schema holds; without it, that is the state. */
  read?: (stored: unknown) => S
  /** Turns a state saved under another schema into today's, where its facts are no longer kept. */
  migrate?: (state: unknown, fromSchema: string) => S
}

/** A state after fact `number`; facts were replayed onto the snapshot that covers `snapshot` (0: onto nothing). */
export type Restored<S> = { state: S; number: number; snapshot: number }

/**
 * The state after fact `upTo`: the latest snapshot of this schema and the facts after it. Without one, all facts from the
 * first; where those are pruned, a snapshot of another schema by `migrate`.
 * Throws `journal.snapshotSchema` when none of these is possible.
 */
export async function restore<S, F>(
  database: Database,
  fold: Fold<S, F>,
  upcast: Upcast<F>,
  upTo: number,
): Promise<Restored<S>> {
  const start = await startingPoint(database, fold, upTo)
  let { state, number: reached } = start
  for await (const entry of replay(database, { from: reached + 1, to: upTo }, upcast)) {
    state = fold.evolve(state, entry.fact, entry)
    reached = entry.number
  }
  return { state, number: reached, snapshot: start.number }
}

/**
 * The state as it was at a moment (epoch ms): after the last fact recorded at or before it.
 * Throws `journal.pruned` when the moment is before everything kept.
 */
export async function restoreAt<S, F>(
  database: Database,
  fold: Fold<S, F>,
  upcast: Upcast<F>,
  moment: number,
): Promise<Restored<S>> {
  return restore(database, fold, upcast, await reachedAt(database, moment))
}

/** The number the journal had reached at a moment; where the facts up to it are pruned, a snapshot says. */
async function reachedAt(database: Database, moment: number): Promise<number> {
  const lastFact = await lastNumberAt(database, moment)
  if (lastFact > 0 || (await firstNumber(database)) === 1) return lastFact
  const snapshot = await latestSnapshot(database, { until: moment })
  if (!snapshot) throw new JournalError('journal.pruned', new Date(moment).toISOString())
  return snapshot.number
}

async function startingPoint<S, F>(
  database: Database,
  fold: Fold<S, F>,
  upTo: number,
): Promise<Omit<Restored<S>, 'snapshot'>> {
  const first = await firstNumber(database)
  const own = await latestSnapshot(database, { schema: fold.schema, upTo })
  if (own && own.number + 1 >= first) {
    return { state: fold.read?.(own.state) ?? (own.state as S), number: own.number }
  }
  if (first === 1) return { state: fold.empty(), number: 0 }
  const other = await latestSnapshot(database, { upTo })
  if (!other) throw new JournalError('journal.pruned', `up to ${upTo}`)
  if (!fold.migrate)
    throw new JournalError('journal.snapshotSchema', `${other.schema}, wanted ${fold.schema}`)
  return { state: fold.migrate(other.state, other.schema), number: other.number }
}
