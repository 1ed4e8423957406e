import { imagesOf, slidesOf } from '@service-hall/contract'
import type { Playlist } from '@service-hall/contract'
import { inRounds } from '../core/rounds.ts'
import type { ConsolePorts } from '../ports.ts'
import { heldHead } from '../records/store.ts'
import { boundaryOf } from '../retention/store.ts'
import { dropUnused, noteAsked } from './store.ts'

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
    playlists.flatMap((playlist) => imagesOf(slidesOf(playlist ?? null))).map(({ sha256 }) => sha256),
  )
}

/** A round in which others wrote all the time comes again in its turn. */
const ATTEMPTS = 5

/**
 * Lets images go that were kept before a moment and are asked for nowhere; what is asked for counts as kept now. While it
 * looks nobody can name one, and it goes by all that was named before. Answers how many went.
 */
export async function dropUnasked(
  { store, records, clock }: Pick<ConsolePorts, 'store' | 'records' | 'clock'>,
  before: number,
): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    await records.catchUp()
    const gone = await store.write(async (trx) => {
      if ((await heldHead(trx)) !== records.state.number) return null
      const used = usedImages(records.state)
      await noteAsked(trx, [...used], clock.now())
      return dropUnused(trx, { before, used })
    })
    if (gone !== null) return gone
  }
  return 0
}

/** One round: images that nobody has asked for in a long time. Age is told as for facts. */
export async function dropImages(
  ports: Pick<ConsolePorts, 'store' | 'records' | 'live' | 'clock' | 'log'>,
): Promise<void> {
  const { store, live, clock, log } = ports
  const stamps = live.tiles().flatMap(({ at }) => (at > 0 ? [at] : []))
  const keepMs = KEEP_DAYS * DAY_MS
  const before = await boundaryOf(store, { now: clock.now(), stamps, keepMs }, 'files')
  const gone = before > 0 ? await dropUnasked(ports, before) : 0
  if (gone > 0) log.info('images.dropped', { gone })
}

/** Bounds the images by age; each node looks, and what one did the next finds done. */
export function keepImages(ports: ConsolePorts): () => Promise<void> {
  const { clock, log } = ports
  return inRounds(() => dropImages(ports), { clock, log, everyMs: EVERY_MS, failed: 'images.notDropped' })
}
