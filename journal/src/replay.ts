import type { Database } from './database.ts'
import type { Entry, Upcast } from './entry.ts'
import { JournalError } from './errors.ts'
import { decodeRow } from './rows.ts'
import type { FactRow } from './rows.ts'

/** Which facts to read: numbers `from`..`to`, and none after the last one recorded at or before `until` (epoch ms). */
export type Range = { from: number; to?: number | undefined; until?: number | undefined }

const PAGE_LENGTH = 1_000

/** Reads facts in order, a page at a time. Throws `journal.pruned` or `journal.gap` rather than skip a number. */
export async function* replay<F>(
  database: Database,
  { from, to, until }: Range,
  upcast: Upcast<F>,
): AsyncGenerator<Entry<F>> {
  if (to !== undefined && to < from) return
  if (from < (await firstNumber(database))) throw new JournalError('journal.pruned', `from ${from}`)
  const last = Math.min(to ?? Infinity, until === undefined ? Infinity : await lastNumberAt(database, until))
  const sql = 'SELECT number, at, command_id, fact FROM facts WHERE number >= ? ORDER BY number LIMIT ?'
  for (let next = from; next <= last;) {
    const page = await database.all<FactRow>(sql, [next, Math.min(PAGE_LENGTH, last - next + 1)])
    for (const row of page) {
      if (row.number !== next) throw new JournalError('journal.gap', `${next} is missing`)
      next += 1
      yield decodeRow(row, upcast)
    }
    if (page.length < PAGE_LENGTH) return
  }
}

/** The number of the last fact ever committed: facts may be pruned, but then a snapshot still covers them. */
export async function lastNumber(database: Database): Promise<number> {
  const sql =
    'SELECT (SELECT max(number) FROM facts) AS facts, (SELECT max(number) FROM snapshots) AS snapshots'
  const row = await database.get<{ facts: number | null; snapshots: number | null }>(sql)
  return Math.max(row?.facts ?? 0, row?.snapshots ?? 0)
}

/** The first fact still kept; one past the last number when none is. */
export async function firstNumber(database: Database): Promise<number> {
  const row = await database.get<{ first: number | null }>('SELECT min(number) AS first FROM facts')
  return row?.first ?? (await lastNumber(database)) + 1
}

/** The last fact recorded at or before a moment (epoch ms), 0 when none is kept; clocks may have been set back. */
export async function lastNumberAt(database: Database, moment: number): Promise<number> {
  const sql = 'SELECT number FROM facts WHERE at <= ? ORDER BY number DESC LIMIT 1'
  return (await database.get<{ number: number }>(sql, [moment]))?.number ?? 0
}
