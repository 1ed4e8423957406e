import type { Database } from './database.ts'
import { latestSnapshot } from './snapshots.ts'

/** Facts deleted by one statement, so that commits find their turn in between. */
const PORTION = 5_000

/**
 * Forgets facts that a snapshot older than `before` (epoch ms) covers, and the snapshots before that one; the
 * snapshot itself stays, so that every later moment can be rebuilt. One that cannot be read covers nothing. Deletes from the lowest number up: a crash
 * half-way leaves no gap. Answers: how many facts went.
 */
export async function prune(
  database: Database,
  { before, schema }: { before: number; schema?: string | undefined },
): Promise<number> {
  const base = await latestSnapshot(database, { until: before - 1, schema })
  if (!base) return 0
  const sql = `DELETE FROM facts WHERE number IN (SELECT number FROM facts WHERE number <= ? ORDER BY number LIMIT ${PORTION})`
  let pruned = 0
  for (;;) {
    const { changes } = await database.run(sql, [base.number])
    pruned += changes
    if (changes < PORTION) break
  }
  await database.run('DELETE FROM snapshots WHERE number < ?', [base.number])
  return pruned
}
