import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { inCache } from '../paths.ts'

type Failure = { version: string; at: number; failure: string }

/** How long what failed is not tried again. */
const REMEMBER_MS = 24 * 60 * 60_000

/**
 * Tries something that may take long to fail; null when it worked, else why not. A failure is remembered for a day, so
 * that the next start does not wait again.
 *
 * @param version another one is tried at once
 */
export async function tryOnce(
  name: string,
  version: string,
  attempt: () => Promise<string | null>,
): Promise<string | null> {
  const file = inCache(`${name}-failed.json`)
  const remembered = failureIn(file, version)
  if (remembered !== null) return remembered
  const failure = await attempt()
  if (failure !== null) {
    await mkdir(inCache(), { recursive: true })
    await writeFile(file, JSON.stringify({ version, at: Date.now(), failure } satisfies Failure))
  }
  return failure
}

function failureIn(file: string, version: string): string | null {
  if (!existsSync(file)) return null
  const last = JSON.parse(readFileSync(file, 'utf8')) as Failure
  return last.version === version && Date.now() - last.at < REMEMBER_MS ? last.failure : null
}
