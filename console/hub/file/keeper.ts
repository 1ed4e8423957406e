import { inRounds } from '../core/rounds.ts'
import type { ConsolePorts } from '../ports.ts'
import { boundaryOf } from '../retention/store.ts'
import { dropBeyond, dropOlder } from './store.ts'

/** How long files are kept. */
export const KEEP_DAYS = 30
/** What all files together may take, bytes; the oldest go first. */
export const MOST_BYTES = 500_000_000
const EVERY_MS = 10 * 60_000
const DAY_MS = 24 * 3_600_000

/** One round: what is too old, and what is too much. Age is told as for facts (`nextBoundary`). */
export async function dropFiles(
  { store, live, clock, log }: Pick<ConsolePorts, 'store' | 'live' | 'clock' | 'log'>,
  mostBytes = MOST_BYTES,
): Promise<void> {
  const stamps = live.tiles().flatMap(({ at }) => (at > 0 ? [at] : []))
  const before = await boundaryOf(store, { now: clock.now(), stamps, keepMs: KEEP_DAYS * DAY_MS }, 'files')
  const aged = before > 0 ? await dropOlder(store, before) : 0
  const beyond = await dropBeyond(store, mostBytes)
  if (aged + beyond > 0) log.info('files.dropped', { aged, beyond })
}

/** Bounds the files by age and by size; each node looks, and what one did the next finds done. */
export function keepFiles(ports: ConsolePorts): () => Promise<void> {
  const { clock, log } = ports
  return inRounds(() => dropFiles(ports), { clock, log, everyMs: EVERY_MS, failed: 'files.notDropped' })
}
