import { inRounds } from '../core/rounds.ts'
import type { ConsolePorts } from '../ports.ts'
import { boundaryOf } from '../retention/store.ts'
import { dropUnusedPackages } from './store.ts'

/** How long bytes are kept that are of no release: uploads that nobody finished, and what was retired. */
const KEEP_DAYS = 30
const EVERY_MS = 10 * 60_000
const DAY_MS = 24 * 3_600_000

/** One round. Age is told as for facts (`nextBoundary`). */
export async function dropPackages({
  store,
  records,
  live,
  clock,
  log,
}: Pick<ConsolePorts, 'store' | 'records' | 'live' | 'clock' | 'log'>): Promise<void> {
  const stamps = live.tiles().flatMap(({ at }) => (at > 0 ? [at] : []))
  const before = await boundaryOf(store, { now: clock.now(), stamps, keepMs: KEEP_DAYS * DAY_MS }, 'files')
  // Another node may have added one a moment ago.
  await records.catchUp()
  const present = [...records.state.releases.values()].filter(({ retired }) => !retired)
  const used = new Set(present.map((one) => one.package.sha256))
  const gone = before > 0 ? await dropUnusedPackages(store, { before, used }) : 0
  if (gone > 0) log.info('packages.dropped', { gone })
}

/** Bounds what is kept; each node looks, and what one did the next finds done. */
export function keepPackages(ports: ConsolePorts): () => Promise<void> {
  const { clock, log } = ports
  return inRounds(() => dropPackages(ports), {
    ...{ clock, log, everyMs: EVERY_MS, failed: 'packages.notDropped' },
  })
}
