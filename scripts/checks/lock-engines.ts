// Takes out of package-lock.json what optional packages say of the Node they want. npm leaves such a package out when
// it runs on an older Node itself, though ours, which is among the packages, is what will load it.
import { inRoot } from '@service-hall/harness/paths'
import { readFileSync, writeFileSync } from 'node:fs'

type Lock = { packages: Record<string, { optional?: boolean; engines?: unknown }> }

/** Optional packages of a lock file that an npm on an old Node might leave out. */
export function optionalWithEngines(lock: Lock): string[] {
  return Object.entries(lock.packages)
    .filter(([, { optional, engines }]) => optional === true && engines !== undefined)
    .map(([name]) => name)
}

/** The lock file of this house. */
export function readLock(): Lock {
  return JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')) as Lock
}

if (import.meta.main) {
  const lock = readLock()
  for (const name of optionalWithEngines(lock)) delete lock.packages[name]?.engines
  writeFileSync(inRoot('package-lock.json'), `${JSON.stringify(lock, null, 2)}\n`)
}
