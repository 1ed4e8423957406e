import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file of TypeScript or Vue. */
export type Source = {
  /** From the root, with slashes. */
  path: string
  /** As it is on the disk. */
  text: string
}

/** Files of a tree that Git knows or would take, as paths from its root. */
export function filesOf(root: string): string[] {
  // Whoever the clone belongs to: nothing of it is run.
  const args = ['-c', 'safe.directory=*', 'ls-files', '--cached', '--others', '--exclude-standard']
  const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 })
  // Deleted but not yet committed: listed, and not there.
  return [...new Set(listed.split('\n'))].filter((path) => path !== '' && existsSync(join(root, path)))
}

/** All TypeScript and Vue under the given folders. */
export function sourcesOf(root: string, folders: readonly string[]): Source[] {
  return filesOf(root)
    .filter((path) => /\.(ts|vue)$/.test(path) && folders.some((folder) => path.startsWith(`${folder}/`)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

/** Whether a file is there to test: beside the code, in a room's `test/`, or in a room that does nothing else. */
export const isTest = (path: string): boolean =>
  /\.(test|spec)\.ts$|\/test\//.test(path) || /^(e2e|bench)\//.test(path)

export const linesOf = ({ text }: Source): number => text.trimEnd().split('\n').length

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
