import type { Database } from './database.ts'

/** A place in the chain of facts: `mark` is the head of the chain behind fact `number`, its first 16 hex digits. */
export type Mark = { number: number; mark: string }

/** Places `from`…`to`, upwards. There is one behind the last fact of each commit group, and behind pruned facts. */
export function marks(database: Database, { from, to }: { from: number; to: number }): Promise<Mark[]> {
  return database.all<Mark>(
    `SELECT number, substr(chain, 1, 16) AS mark FROM (
       SELECT number, chain FROM facts WHERE chain IS NOT NULL AND number BETWEEN ?1 AND ?2
       UNION SELECT number, chain FROM anchors WHERE chain <> '' AND number BETWEEN ?1 AND ?2)
     ORDER BY number`,
    [from, to],
  )
}
