import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { inCache } from './paths.ts'
import { onExit } from './process/on-exit.ts'

/** A folder of its own on the repository's disk; `remove` it, else it goes when this process ends. */
export async function openWorkFolder(name: string): Promise<{ path: string; remove: () => Promise<void> }> {
  await mkdir(inCache('work'), { recursive: true })
  const path = await mkdtemp(join(inCache('work'), `${name}-`))
  const forget = onExit(() => rmSync(path, { recursive: true, force: true }))
  return {
    path,
    remove: async () => {
      forget()
      await rm(path, { recursive: true, force: true })
    },
  }
}

/** Runs something with a folder of its own, which is gone afterwards. */
export async function withWorkFolder<T>(name: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await openWorkFolder(name)
  try {
    return await work(folder.path)
  } finally {
    await folder.remove()
  }
}
