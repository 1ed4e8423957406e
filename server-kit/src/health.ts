import { statfs } from 'node:fs/promises'
import { within } from './clock.ts'
import type { Clock } from './clock.ts'
import { reasonOf } from './log.ts'

/** One thing looked at; beside `ok` what was seen, numbers with their unit in the name. No secrets, no people. */
export type Check = { ok: boolean } & Record<string, string | number | boolean | null>

/** What `/healthz` answers. `ok`: every check is. */
export type Health = { ok: boolean; checks: Record<string, Check> }

/**
 * Looks at everything at once. A check that throws, or that takes longer than `limitMs`, is not ok; this never rejects.
 *
 * @example
 * await healthOf({ disk: () => diskSpace('data/hub', 100 * MIB), journal: async () => ({ ok: keeper.isReady }) }, clock)
 */
export async function healthOf(
  checks: Record<string, () => Promise<Check>>,
  clock: Clock,
  limitMs = 3_000,
): Promise<Health> {
  const seen = await Promise.all(
    Object.entries(checks).map(async ([name, check]): Promise<[string, Check]> => {
      try {
        return [
          name,
          await within(clock, limitMs, check(), { ok: false, reason: `no answer in ${limitMs} ms` }),
        ]
      } catch (error) {
        return [name, { ok: false, reason: reasonOf(error) }]
      }
    }),
  )
  return { ok: seen.every(([, { ok }]) => ok), checks: Object.fromEntries(seen) }
}

/** Room on the disk of a folder, as its user has it; not ok with less than `leastBytes`. */
export async function diskSpace(folder: string, leastBytes: number): Promise<Check> {
  const { bavail, blocks, bsize } = await statfs(folder)
  const freeBytes = bavail * bsize
  return { ok: freeBytes >= leastBytes, freeBytes, totalBytes: blocks * bsize, leastBytes }
}
