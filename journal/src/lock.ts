import { connect } from './database.ts'
import { JournalError } from './errors.ts'

export type Lock = { release(): Promise<void> }

/**
 * Makes this process the only writer of a journal, by an exclusive SQLite lock on a file of its own beside it
 * (`<path>-lock`, always empty). The operating system drops the lock with the process, however it dies, and
 * the journal itself stays open to readers such as a replay beside a running server.
 * Throws `journal.locked` when another holder does not let go within `waitMs`.
 */
export async function holdLock(path: string, waitMs: number): Promise<Lock> {
  const connection = await connect(`${path}-lock`)
  try {
    await connection.exec(`PRAGMA busy_timeout = ${waitMs}; BEGIN EXCLUSIVE`)
  } catch (error) {
    await connection.close()
    // A folder that may not be written, a full disk: nobody else holds it then.
    const isHeld = error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY'
    throw isHeld ? new JournalError('journal.locked', path, error) : error
  }
  return { release: () => connection.close() }
}
