import { existsSync, lstatSync, statSync, watch } from 'node:fs'
import type { Stats } from 'node:fs'
import { lstat, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Cancel } from '../clock.ts'

/**
 * Calls back once when a device node, or a link that leads to one as in `/dev/serial/by-id`, is there and was not, or
 * is another than it was. Watches the folder, or as much of its path as exists: Linux makes `by-id` only when the first
 * adapter is plugged in. Does nothing on Windows, which has no nodes.
 */
export function whenNodeComes(path: string, onCome: () => void): Cancel {
  if (process.platform === 'win32') return () => undefined
  let before = nodeNow(path)
  return watchNode(path, (node) => {
    const came = node !== before && node !== GONE
    before = node
    if (came) onCome()
  })
}

/** What `nodeOf` gives when there is no node. */
export const GONE = 'gone'

/**
 * Tells what stands at the path now and after everything that happens in its folder. Who misses nothing must look from
 * time to time besides: a folder may refuse to be watched.
 */
export function watchNode(path: string, onLook: (node: string) => void): Cancel {
  let cancelled = false
  let cancelFolder: Cancel = () => undefined
  let looking = Promise.resolve()
  const look = () => {
    looking = looking.then(async () => {
      if (cancelled) return
      const node = await nodeOf(path)
      if (!cancelled) onLook(node)
    })
  }
  const follow = () => {
    const folder = nearestFolder(path)
    cancelFolder = watchFolder(folder, () => {
      look()
      // The folder we waited for has come, or the one we watched has gone.
      if (!cancelled && nearestFolder(path) !== folder) refollow()
    })
  }
  const refollow = () => {
    cancelFolder()
    follow()
    look()
  }
  follow()
  look()
  return () => {
    cancelled = true
    cancelFolder()
  }
}

function watchFolder(folder: string, onEvent: () => void): Cancel {
  try {
    const watcher = watch(folder, { persistent: false }, onEvent)
    watcher.on('error', () => watcher.close())
    return () => watcher.close()
  } catch {
    // Not allowed, or out of watches: the back-off finds the node a little later.
    return () => undefined
  }
}

function nearestFolder(path: string): string {
  const folder = dirname(path)
  return folder === path || existsSync(folder) ? folder : nearestFolder(folder)
}

/** Which node the path leads to; a link that was made anew is another although it leads to the same. */
export async function nodeOf(path: string): Promise<string> {
  try {
    return describe(await stat(path), await lstat(path))
  } catch {
    return GONE
  }
}

function nodeNow(path: string): string {
  try {
    return describe(statSync(path), lstatSync(path))
  } catch {
    return GONE
  }
}

/** A link made anew may get the number of the one before, so its time of making counts too; a node's own changes with use. */
function describe(node: Stats, link: Stats): string {
  const made = link.isSymbolicLink() ? link.ctimeMs : ''
  return `${node.dev} ${node.ino} ${node.rdev} ${link.ino} ${made}`
}
