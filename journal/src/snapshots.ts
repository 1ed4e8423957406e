import { createHash } from 'node:crypto'
import type { Database } from './database.ts'
import { encode } from './rows.ts'

/** A state after fact `number`, taken at `at` (epoch ms), in the shape that `schema` names. */
export type Snapshot<S = unknown> = { number: number; at: number; schema: string; state: S }
/** A snapshot without its state, which may be long or damaged. */
export type SnapshotRow = Omit<Snapshot, 'state'>

/** Which snapshots are wanted: of this schema, and covering nothing after this number or moment. */
export type SnapshotFilter = {
  schema?: string | undefined
  until?: number | undefined
  upTo?: number | undefined
}

/** A snapshot as its row: a copy that later changes of the state leave alone. */
export function encodeSnapshot({ state, ...rest }: Snapshot): Snapshot<string> {
  return { ...rest, state: encode(state) }
}

export async function saveSnapshot(
  database: Database,
  { number, at, schema, state }: Snapshot<string>,
): Promise<void> {
  const sql = 'INSERT OR REPLACE INTO snapshots (number, schema, at, state, digest) VALUES (?, ?, ?, ?, ?)'
  await database.run(sql, [number, schema, at, state, digestOf(state)])
}

/** The snapshots there are, those that cover most first; `until` is epoch ms, `upTo` a fact number, both inclusive. */
export function snapshotRows(database: Database, filter: SnapshotFilter = {}): Promise<SnapshotRow[]> {
  const { schema = null, until = null, upTo = null } = filter
  return database.all<SnapshotRow>(
    `SELECT number, at, schema FROM snapshots
     WHERE (?1 IS NULL OR schema = ?1) AND (?2 IS NULL OR at <= ?2) AND (?3 IS NULL OR number <= ?3)
     ORDER BY number DESC, at DESC`,
    [schema, until, upTo],
  )
}

/** The state of a snapshot; throws where its bytes cannot be read, are not those that were written, or are no JSON. */
export async function readState(database: Database, row: SnapshotRow): Promise<unknown> {
  const { state, digest } = await stored(database, row)
  if (digest && digest !== digestOf(state)) throw new Error(`the snapshot of fact ${row.number} was changed`)
  return JSON.parse(state) as unknown
}

/** Whether a snapshot is as it was written; those of earlier releases have no digest. */
export async function isAsWritten(database: Database, row: SnapshotRow): Promise<boolean> {
  const { state, digest } = await stored(database, row)
  return !digest || digest === digestOf(state)
}

/** All columns there are: a file that is only read may be of the format before there was a digest. */
async function stored(
  database: Database,
  { number, schema }: SnapshotRow,
): Promise<{ state: string; digest?: string | null }> {
  const sql = 'SELECT * FROM snapshots WHERE number = ? AND schema = ?'
  const row = await database.get<{ state: string; digest?: string | null }>(sql, [number, schema])
  if (!row) throw new Error(`the snapshot of fact ${number} is gone`)
  return row
}

function digestOf(state: string): string {
  return createHash('sha256').update(state).digest('hex')
}

/** The first of these snapshots whose state can be read; `passedOver` is told of those before it. */
export async function firstReadable(
  database: Database,
  rows: readonly SnapshotRow[],
  passedOver: (row: SnapshotRow, reason: unknown) => void = () => undefined,
): Promise<Snapshot | undefined> {
  for (const row of rows) {
    try {
      return { ...row, state: await readState(database, row) }
    } catch (reason) {
      passedOver(row, reason)
    }
  }
  return undefined
}

/** The snapshot that covers most, of those that the filter lets through and that can be read. */
export async function latestSnapshot(
  database: Database,
  filter: SnapshotFilter = {},
): Promise<Snapshot | undefined> {
  return firstReadable(database, await snapshotRows(database, filter))
}
