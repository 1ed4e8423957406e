import { lstat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { reasonOf } from '@service-hall/server-kit'
import type { Log } from '@service-hall/server-kit'

const NAME = 'open-service-page'
/** A file that was forgotten opens nothing. */
const LASTS_MS = 60 * 60_000

/**
 * Whether somebody who may write into this machine's data folder asks for the maintenance page: with a file there, of the
 * agent's user or root, at most an hour old. It is for once, and counts only when it could be taken away.
 *
 * @param now wall clock, epoch ms, by which files are dated
 */
export async function takeServiceFile(folder: string, now: number, log: Log): Promise<boolean> {
  const path = join(folder, NAME)
  try {
    const about = await lstat(path)
    const mine = process.getuid?.() ?? about.uid
    const age = now - about.mtimeMs
    const counts = about.isFile() && (about.uid === mine || about.uid === 0) && age >= 0 && age <= LASTS_MS
    if (!counts) {
      log.warn('maintenance.fileRefused', {
        path,
        file: about.isFile(),
        owner: about.uid,
        ageMs: Math.round(age),
      })
      return false
    }
    await unlink(path)
    log.warn('maintenance.fileUsed', { path })
    return true
  } catch (cause) {
    if (!isMissing(cause)) log.warn('maintenance.fileRefused', { path, reason: reasonOf(cause) })
    return false
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
}
