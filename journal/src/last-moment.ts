import { access } from 'node:fs/promises'
import { openDatabase } from './database.ts'

/**
 * When the last fact of a journal was noted, epoch ms: a clock that stands before it is wrong. Null: there is no such
 * file yet, or nothing in it. Read beside any writer, and before the journal is opened.
 */
export async function lastMoment(path: string): Promise<number | null> {
  const exists = await access(path).then(
    () => true,
    () => false,
  )
  if (!exists) return null
  const database = await openDatabase(path, { readOnly: true })
  try {
    const tables = await database.all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
    if (!['facts', 'snapshots'].every((name) => tables.some((row) => row.name === name))) return null
    const row = await database.get<{ at: number | null }>(
      `SELECT coalesce(
         (SELECT at FROM facts ORDER BY number DESC LIMIT 1),
         (SELECT at FROM snapshots ORDER BY number DESC LIMIT 1)
       ) AS at`,
    )
    return row?.at ?? null
  } finally {
    await database.close()
  }
}
