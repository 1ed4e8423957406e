import type { Database } from './database.ts'
import { encode } from './rows.ts'

/** A state after fact `number`, taken at `at` (epoch ms), in the shape that `schema` names. */
export type Snapshot<S = unknown> = { number: number; at: number; schema: string; state: S }

/** Which snapshot is wanted: of this schema, and covering nothing after this number or moment. */
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
  const sql = 'INSERT OR REPLACE INTO snapshots (number, schema, at, state) VALUES (?, ?, ?, ?)'
  await database.run(sql, [number, schema, at, state])
}

/** The snapshot that covers most; `until` is epoch ms, `upTo` a fact number, both inclusive. */
export async function latestSnapshot(
  database: Database,
  filter: SnapshotFilter = {},
): Promise<Snapshot | undefined> {
  const { schema = null, until = null, upTo = null } = filter
  const row = await database.get<Snapshot<string>>(
    `SELECT number, at, schema, state FROM snapshots
     WHERE (?1 IS NULL OR schema = ?1) AND (?2 IS NULL OR at <= ?2) AND (?3 IS NULL OR number <= ?3)
     ORDER BY number DESC, at DESC LIMIT 1`,
    [schema, until, upTo],
  )
  return row && { ...row, state: JSON.parse(row.state) as unknown }
}
