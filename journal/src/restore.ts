import type { Database } from './database.ts'
import type { Entry, Upcast } from './entry.ts'
import { JournalError } from './errors.ts'
import { firstNumber, lastNumberAt, replay } from './replay.ts'
import { readState, snapshotRows } from './snapshots.ts'
import type { SnapshotRow } from './snapshots.ts'

export type Fold<S, F> = {
  /** Names the shape of the state; a snapshot under another name is not used as it is. */
  schema: string
  /** Makes the state before the first fact. */
  empty: () => S
  evolve: (state: S, fact: F, entry: Entry<F>) => S
  /** Turns a state saved under another schema into today's, where its facts are no longer kept. */
  migrate?: (state: unknown, fromSchema: string) => S
  /** Types of fact that `evolve` knows; any other is `journal.unknownFact`, never skipped in silence. Default: all. */
  kinds?: ReadonlySet<string>
  /** Makes a state of what a snapshot under this schema holds; throws when it is not whole. Without it, that is the state. */
  read?: (stored: unknown) => S
}

/** A snapshot that was passed over, and why. */
export type Unreadable = { number: number; schema: string; reason: unknown }

/**
 * A state after fact `number`; facts were replayed onto the snapshot that covers `snapshot` (0: onto nothing).
 * `unreadable`: the snapshots that were passed over for it, where there were any.
 */
export type Restored<S> = { state: S; number: number; snapshot: number; unreadable?: Unreadable[] }

/**
 * The state after fact `upTo`: the latest snapshot of this schema and the facts after it. A snapshot that cannot be read
 * is passed over for an earlier one. Without one, all facts from the first; where those are pruned, a snapshot of another
 * schema by `migrate`.
 * Throws `journal.snapshotSchema` or `journal.snapshotUnreadable` when none of these is possible, `journal.gap` where a
 * number is missing, `journal.unknownFact` where a fact is of a type that the fold does not know.
 */
export async function restore<S, F>(
  database: Database,
  fold: Fold<S, F>,
  upcast: Upcast<F>,
  upTo: number,
): Promise<Restored<S>> {
  const unreadable: Unreadable[] = []
  for await (const { row, begin } of startingPoints(database, fold, upTo)) {
    try {
      const state = await begin()
      const replayed = await replayOnto(database, fold, upcast, { state, number: row?.number ?? 0 }, upTo)
      return unreadable.length === 0 ? replayed : { ...replayed, unreadable }
    } catch (reason) {
      if (row === undefined || isOfFacts(reason)) throw reason
      unreadable.push({ number: row.number, schema: row.schema, reason })
    }
  }
  throw nothingToStandOn(unreadable, upTo)
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
  const [snapshot] = await snapshotRows(database, { until: moment })
  if (!snapshot) throw new JournalError('journal.pruned', new Date(moment).toISOString())
  return snapshot.number
}

/** `row`: the snapshot it stands on; undefined: before the first fact. */
type Start<S> = { row: SnapshotRow | undefined; begin: () => Promise<S> }

/** From where the facts that are kept lead to `upTo`, the best first. */
async function* startingPoints<S, F>(
  database: Database,
  fold: Fold<S, F>,
  upTo: number,
): AsyncGenerator<Start<S>> {
  const first = await firstNumber(database)
  const rows = (await snapshotRows(database, { upTo })).filter(({ number }) => number + 1 >= first)
  for (const row of rows) if (row.schema === fold.schema) yield { row, begin: () => own(database, fold, row) }
  if (first === 1) yield { row: undefined, begin: async () => fold.empty() }
  for (const row of rows)
    if (row.schema !== fold.schema) yield { row, begin: () => migrated(database, fold, row) }
}

async function own<S, F>(database: Database, { read }: Fold<S, F>, row: SnapshotRow): Promise<S> {
  const stored = await readState(database, row)
  return read ? read(stored) : (stored as S)
}

async function migrated<S, F>(
  database: Database,
  { migrate, schema }: Fold<S, F>,
  row: SnapshotRow,
): Promise<S> {
  if (!migrate) throw new JournalError('journal.snapshotSchema', `${row.schema}, wanted ${schema}`)
  return migrate(await readState(database, row), row.schema)
}

async function replayOnto<S, F>(
  database: Database,
  { evolve, kinds }: Fold<S, F>,
  upcast: Upcast<F>,
  start: { state: S; number: number },
  upTo: number,
): Promise<Restored<S>> {
  let { state, number: reached } = start
  for await (const entry of replay(database, { from: reached + 1, to: upTo }, upcast)) {
    const { type } = entry.fact as { type: string }
    if (kinds && !kinds.has(type)) throw new JournalError('journal.unknownFact', `${entry.number}: ${type}`)
    state = evolve(state, entry.fact, entry)
    reached = entry.number
  }
  return { state, number: reached, snapshot: start.number }
}

/** Whether it is the facts that are at fault, so that no other snapshot helps. */
function isOfFacts(error: unknown): boolean {
  return error instanceof JournalError && error.code !== 'journal.snapshotSchema'
}

function nothingToStandOn(unreadable: readonly Unreadable[], upTo: number): JournalError {
  const [best] = unreadable
  if (!best) return new JournalError('journal.pruned', `up to ${upTo}`)
  const { reason, number } = best
  if (reason instanceof JournalError) return reason
  return new JournalError('journal.snapshotUnreadable', `of fact ${number}`, reason)
}
