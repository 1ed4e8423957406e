import { DirectiveWork, imagesOf, lookUp, slidesOf, table } from '@service-hall/contract'
import type { FactEntry, ImageSlide, Slide } from '@service-hall/contract'
import type { HasView } from '../core/decision.ts'
import { asStored, migrations } from '../core/slice.ts'
import type { Slice } from '../core/slice.ts'

/**
 * `asked`: what stations are asked to show and do not yet, by directive, with the fact that asked. `playing`: what they
 * show, by station.
 */
export type MediaState = {
  asked: Record<string, { stationId: string; slides: Slide[]; number: number; at: number }>
  playing: Record<string, Slide[]>
}
export type WithMedia = HasView & { media: MediaState }

/** Facts that end a directive. */
const ENDS: readonly string[] = [
  ...['DirectiveDone', 'DirectiveFailed', 'DirectiveRefused', 'DirectiveExpired', 'DirectiveDropped'],
]

export const mediaSlice: Slice<MediaState> = {
  schema: 'media-1',
  empty: () => ({ asked: table(), playing: table() }),
  evolve(state, { fact, number, at }: FactEntry) {
    if (fact.type === 'DirectiveReceived') {
      const { directiveId, target } = fact
      const { data: work } = DirectiveWork.safeParse(fact.work)
      if (target.of !== 'station' || work?.kind !== 'configure') return
      const slides = slidesOf(work.settings.playlist)
      state.asked[directiveId] = { stationId: target.stationId, slides, number, at }
      return
    }
    if (!ENDS.includes(fact.type) || !('directiveId' in fact)) return
    const asked = lookUp(state.asked, fact.directiveId)
    if (asked && fact.type === 'DirectiveDone') state.playing[asked.stationId] = asked.slides
    delete state.asked[fact.directiveId]
  },
  migrate: migrations({ 'hall-3': asStored<MediaState>, 'hall-2': asStored<MediaState> }),
}

/** An image that a station shows or is asked to show; undefined: it is none of its own. */
export function imageOf(
  { asked, playing }: MediaState,
  stationId: string,
  sha256: string,
): ImageSlide | undefined {
  const own = Object.values(asked).filter((one) => one.stationId === stationId)
  const slides = [...own.flatMap((one) => one.slides), ...(lookUp(playing, stationId) ?? [])]
  return imagesOf(slides).find((image) => image.sha256 === sha256)
}

/** Digests of all images that are shown or asked for. */
export function digestsIn({ asked, playing }: MediaState): Set<string> {
  const all = [...Object.values(asked).map(({ slides }) => slides), ...Object.values(playing)]
  return new Set(all.flatMap(imagesOf).map(({ sha256 }) => sha256))
}
