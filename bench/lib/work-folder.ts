import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { onExit } from '../../scripts/lib/on-exit.ts'
import { inCache } from '../../scripts/lib/paths.ts'

/** Runs something with a folder of its own on the repository's disk, which is gone afterwards. */
export async function withWorkFolder<T>(name: string, work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(inCache('bench'), { recursive: true })
  const folder = await mkdtemp(join(inCache('bench'), `${name}-`))
  const forget = onExit(() => rmSync(folder, { recursive: true, force: true }))
  try {
    return await work(folder)
  } finally {
    forget()
    await rm(folder, { recursive: true, force: true })
  }
}
