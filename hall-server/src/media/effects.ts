import { DirectiveWork, byId, imagesOf, lookUp, slidesOf } from '@service-hall/contract'
import type { DirectiveTarget, HallConfig } from '@service-hall/contract'
import { settingsDigest } from '@service-hall/server-kit'
import type { Log } from '@service-hall/server-kit'
import type { ImageFetcher, ImageStore } from '@service-hall/server-kit/image'
import type { Cause, Effect } from '../core/capability.ts'
import type { HallOf } from '../core/hall.ts'
import { RELEASE } from '../region/open-uplink.ts'
import { digestsIn } from './state.ts'
import type { WithMedia } from './state.ts'

type Ports = { hall: HallOf<WithMedia>; images: ImageStore; imageFetcher: ImageFetcher | null }

const isDisplay = (config: HallConfig | null | undefined, target: DirectiveTarget): boolean =>
  target.of === 'station' && byId(config?.stations, target.stationId)?.kind === 'display'

/**
 * A call display is asked to show something: the hall, which serves its page, fetches what it needs and says how that
 * went. Until then the display shows what it did; what took this one's place, or its end, ends it.
 */
export const fetchPlaylist: Effect<'DirectiveReceived', Ports> = async ({ fact }, ports) => {
  const { hall, imageFetcher } = ports
  const { directiveId, target } = fact
  const { data: work } = DirectiveWork.safeParse(fact.work)
  const isOpen = (): boolean => lookUp(hall.state.view.directives, directiveId)?.state === 'open'
  if (work?.kind !== 'configure' || !isDisplay(hall.config, target) || !isOpen() || !imageFetcher) return null
  // One that it takes the place of may be waiting for the line.
  imageFetcher.lookAgain()
  const fetched = await imageFetcher.fetch(imagesOf(slidesOf(work.settings.playlist)), isOpen)
  if (fetched === 'left') return null
  const done = { is: 'done' as const, report: { settings: settingsDigest(work.settings), release: RELEASE } }
  const outcome = fetched === 'here' ? done : { is: 'failed' as const, code: fetched }
  return { type: 'directive.settle', directiveId, outcome, release: RELEASE }
}

/** What is neither shown nor asked for any more makes room. */
export const letGo: Effect<'DirectiveDone', Ports> = async (_cause, { hall, images }) => {
  await images.sweep(digestsIn(hall.state.media))
  return null
}

/** Fetches anew what displays and kiosks show and the hall has lost: a folder that was deleted, a backup without it. */
export async function fetchLost({ hall, imageFetcher, log }: Ports & { log: Log }): Promise<void> {
  const shown = Object.values(hall.state.media.playing).flatMap(imagesOf)
  for (const image of shown) {
    const isWanted = (): boolean => digestsIn(hall.state.media).has(image.sha256)
    const fetched = await imageFetcher?.fetch([image], isWanted)
    if (fetched !== 'here' && fetched !== 'left')
      log.warn('image.missing', { sha256: image.sha256, code: fetched })
  }
}

/** Displays that were asked for something when the program ended. */
export function unfinishedPlaylists({ view, media }: WithMedia): Cause[] {
  return Object.entries(media.asked).flatMap(([id, { number, at }]): Cause[] => {
    const directive = lookUp(view.directives, id)
    if (!directive || !isDisplay(view.config, directive.target)) return []
    const { target, work, who, why, issuedAt, until } = directive
    const fact = { type: 'DirectiveReceived' as const, directiveId: directive.id }
    return [{ number, at, fact: { ...fact, target, work, who, why, issuedAt, until } }]
  })
}
