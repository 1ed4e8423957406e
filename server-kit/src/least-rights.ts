import { chmod, lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Stats } from 'node:fs'
import { reasonOf } from './log.ts'
import type { Log } from './log.ts'

/** What others than the owner may do. */
const OTHERS = 0o077
/** `/tmp` and the like: not ours, whoever made it. */
const SHARED = 0o1000

/**
 * Takes away what others than its user may do with a data folder and what lies in it: files of earlier releases, and
 * copies that somebody made beside them. Links are left alone, and so is a folder that others share or own. What cannot
 * be tightened is logged; it keeps nobody from starting.
 */
export async function tightenFolder(folder: string, log: Log): Promise<void> {
  if (process.platform === 'win32') return
  const about = await lstat(folder)
  if (!isOurs(about) || (about.mode & SHARED) !== 0) return log.warn('data.sharedFolder', { folder })
  await tighten(folder, about, log)
  await tightenInside(folder, log)
}

/** Level by level: the Node of an older Electron reads no folder with all that lies deeper. */
async function tightenInside(folder: string, log: Log): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    // What is gone meanwhile needs no rights.
    const found = await lstat(path).catch(() => null)
    if (!found || !(found.isFile() || found.isDirectory())) continue
    await tighten(path, found, log)
    if (found.isDirectory()) await tightenInside(path, log)
  }
}

async function tighten(path: string, { mode }: Stats, log: Log): Promise<void> {
  if ((mode & OTHERS) === 0) return
  try {
    await chmod(path, mode & 0o7777 & ~OTHERS)
    log.info('data.tightened', { path })
  } catch (error) {
    log.warn('data.notTightened', { path, reason: reasonOf(error) })
  }
}

function isOurs({ uid }: Stats): boolean {
  return uid === process.getuid?.()
}
