import type { Database } from './database.ts'
import { latestSnapshot } from './snapshots.ts'

/** Facts deleted by one statement, so that commits find their turn in between. */
const PORTION = 5_000

/**
 * Forgets facts that a snapshot older than `before` (epoch ms) covers, and the snapshots before that one; the
 * snapshot itself stays, so that every later moment can be rebuilt. One that cannot be read covers nothing. Whole commit
 * groups go, and an anchor keeps the chain behind them, so that the rest can still be verified. Deletes from the lowest
 * number up: a crash half-way leaves no gap. Answers: how many facts went.
 */
export async function prune(
  database: Database,
  { before, schema }: { before: number; schema?: string | undefined },
): Promise<number> {
  // A snapshot's stamp may be wrong, from a clock that stood years back: what it covers must be old as well.
  const young = await database.get<{ number: number }>(
    'SELECT number FROM facts WHERE at > ? ORDER BY number LIMIT 1',
    [before],
  )
  const upTo = young && young.number - 1
  const base = await latestSnapshot(database, { until: before - 1, upTo, schema })
  if (!base) return 0
  const last = await anchored(database, base.number)
  const sql = `DELETE FROM facts WHERE number IN (SELECT number FROM facts WHERE number <= ? ORDER BY number LIMIT ${PORTION})`
  let pruned = 0
  for (;;) {
    const { changes } = await database.run(sql, [last])
    pruned += changes
    if (changes < PORTION) break
  }
  await database.run('DELETE FROM anchors WHERE number < ?', [last])
  await database.run('DELETE FROM snapshots WHERE number < ?', [base.number])
  return pruned
}

/** The last fact up to `upTo` that may go, with an anchor behind it: the end of a group, or one without a chain. */
async function anchored(database: Database, upTo: number): Promise<number> {
  const begun = await database.get<{ number: number }>('SELECT min(number) AS number FROM anchors')
  const unchained = Math.min(upTo, begun?.number ?? 0)
  const end = await database.get<{ number: number; chain: string }>(
    'SELECT number, chain FROM facts WHERE number > ? AND number <= ? AND chain IS NOT NULL ORDER BY number DESC LIMIT 1',
    [unchained, upTo],
  )
  if (!end) return unchained
  await database.run('INSERT OR REPLACE INTO anchors (number, chain) VALUES (?, ?)', [end.number, end.chain])
  return end.number
}
