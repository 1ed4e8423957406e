import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/** What a finished build left behind, to know later whether it is still good. */
export type Stamp = {
  /** `fingerprint` of everything it was made from. */
  inputs: string
  /** The files it wrote, absolute. */
  outputs: string[]
}

const ignoredFolders = new Set(['node_modules', 'dist', 'output'])

/** All files a build may read under the given files and folders, sorted; tests and missing places are left out. */
export function sourceFiles(places: readonly string[]): string[] {
  return places.flatMap(filesUnder).sort()
}

/** Hashes names and contents; a file's time does not matter, so a fresh checkout is not stale. */
export function fingerprint(files: readonly string[], base: string): string {
  const hash = createHash('sha256')
  for (const file of files) {
    const content = readFileSync(file)
    hash.update(`${relative(base, file)}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/** Whether a build has to be made: never made, made from something else, or its files are gone. */
export function isStale(stamp: Stamp | null, inputs: string): boolean {
  return stamp === null || stamp.inputs !== inputs || stamp.outputs.some((file) => !existsSync(file))
}

function filesUnder(place: string): string[] {
  if (!existsSync(place)) return []
  if (statSync(place).isFile()) return [place]
  return readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    const path = join(place, entry.name)
    if (entry.isDirectory()) return ignoredFolders.has(entry.name) ? [] : filesUnder(path)
    return /\.test\.[jt]s$/.test(entry.name) ? [] : [path]
  })
}
