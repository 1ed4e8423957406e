import { diskSpace, healthOf } from '@service-hall/server-kit'
import type { Check, Clock, Health } from '@service-hall/server-kit'
import type { HallOf } from '../core/hall.ts'

/** Less room than this is too little for a snapshot and a busy day's facts, bytes. */
const LEAST_FREE_BYTES = 200 * 1024 * 1024

/**
 * Journal and disk of a hall. The journal is well when it takes facts, everything handed to it until now becomes
 * durable within the limit of the check, and its last fact can be read. The age of that fact is told and not judged: a
 * closed hall is quiet.
 */
export function hallHealth(hall: HallOf, dataFolder: string, clock: Clock): Promise<Health> {
  return healthOf(
    { journal: () => journalCheck(hall), disk: () => diskSpace(dataFolder, LEAST_FREE_BYTES) },
    clock,
  )
}

async function journalCheck(hall: HallOf): Promise<Check> {
  const { recovering, committedNumber } = hall
  if (recovering) return { ok: false, recovering, committedNumber }
  await hall.whenCommitted(
    () => null,
    () => undefined,
  )
  const at = await hall.lastCommitAt()
  return {
    ok: true,
    recovering,
    committedNumber: hall.committedNumber,
    lastCommitAt: at === null ? null : new Date(at).toISOString(),
    // Stamps are wall time, so this is the one age that is taken from it; it is for people.
    lastCommitAgeSeconds: at === null ? null : Math.max(0, (hall.now() - at) / 1_000),
  }
}
