import type { Database } from './database.ts'
import { JournalError } from './errors.ts'

/**
 * Brings a file up to the newest shape: script n runs once, in one transaction with the new
 * `PRAGMA user_version`. Scripts are never edited after a release, only added.
 * Throws `database.newer` when the file has had more scripts than this release knows.
 */
export async function migrate(database: Database, scripts: readonly string[]): Promise<void> {
  const row = await database.get<{ user_version: number }>('PRAGMA user_version')
  const done = row?.user_version ?? 0
  if (done > scripts.length) {
    throw new JournalError('database.newer', `version ${done}, this release knows ${scripts.length}`)
  }
  for (const [offset, script] of scripts.slice(done).entries()) {
    const version = done + offset + 1
    try {
      await database.exec(`BEGIN IMMEDIATE; ${script}; PRAGMA user_version = ${version}; COMMIT`)
    } catch (error) {
      await database.exec('ROLLBACK').catch(() => undefined) // some errors have rolled back already
      throw error
    }
  }
}
