import type { Playlist } from '@service-hall/contract'
import { slidesOf } from '@service-hall/contract'
import { inRounds } from '../core/rounds.ts'
import type { ConsolePorts } from '../ports.ts'
import { boundaryOf } from '../retention/store.ts'
import { dropUnused } from './store.ts'

/** How long an image is kept that nobody asks to be shown: drafts, and lists that may come back. */
const KEEP_DAYS = 30
const EVERY_MS = 10 * 60_000
const DAY_MS = 24 * 3_600_000

/** Digests of the images that any place asks to be shown. */
function usedImages({ machineLayers }: ConsolePorts['records']['state']): Set<string> {
  const playlists = [...machineLayers.values()].map(
    ({ said }) => said.get('playlist')?.value as Playlist | null | undefined,
  )
  return new Set(
    playlists
      .flatMap((playlist) => slidesOf(playlist ?? null))
      .flatMap((slide) => (slide.kind === 'image' ? [slide.sha256] : [])),
  )
}

/** One round: images that were put there long ago and are asked for nowhere. Age is told as for facts. */
export async function dropImages({
  store,
  records,
  live,
  clock,
  log,
}: Pick<ConsolePorts, 'store' | 'records' | 'live' | 'clock' | 'log'>): Promise<void> {
  const stamps = live.tiles().flatMap(({ at }) => (at > 0 ? [at] : []))
  const keepMs = KEEP_DAYS * DAY_MS
  const before = await boundaryOf(store, { now: clock.now(), stamps, keepMs }, 'files')
  // Another node may have heard of a playlist a moment ago.
  await records.catchUp()
  const gone = before > 0 ? await dropUnused(store, { before, used: usedImages(records.state) }) : 0
  if (gone > 0) log.info('images.dropped', { gone })
}

/** Bounds the images by age; each node looks, and what one did the next finds done. */
export function keepImages(ports: ConsolePorts): () => Promise<void> {
  const { clock, log } = ports
  return inRounds(() => dropImages(ports), { clock, log, everyMs: EVERY_MS, failed: 'images.notDropped' })
}
