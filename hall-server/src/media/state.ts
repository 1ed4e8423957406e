import { DirectiveWork, lookUp, slidesOf, table } from '@service-hall/contract'
import type { FactEntry, Slide } from '@service-hall/contract'
import type { HasView } from '../core/decision.ts'
import type { Slice } from '../core/slice.ts'

export type Image = Extract<Slide, { kind: 'image' }>

/**
 * `asked`: what stations are asked to show and do not yet, by directive, with the fact that asked. `playing`: what they
 * show, by station.
 */
export type MediaState = {
  asked: Record<string, { stationId: string; slides: Slide[]; number: number; at: number }>
  playing: Record<string, Slide[]>
}
export type WithMedia = HasView & { media: MediaState }

export const mediaSlice: Slice<MediaState> = {
  schema: 'media-1',
  empty: () => ({ asked: table(), playing: table() }),
  evolve(state, { fact, number, at }: FactEntry) {
    switch (fact.type) {
      case 'DirectiveReceived': {
        if (fact.target.of !== 'station' || fact.work.kind !== 'configure') return
        const { data: work } = DirectiveWork.safeParse(fact.work)
        if (work?.kind !== 'configure') return
        const { stationId } = fact.target
        const slides = slidesOf(work.settings.playlist)
        state.asked[fact.directiveId] = { stationId, slides, number, at }
        return
      }
      case 'DirectiveDone': {
        const asked = lookUp(state.asked, fact.directiveId)
        if (asked) state.playing[asked.stationId] = asked.slides
        delete state.asked[fact.directiveId]
        return
      }
      case 'DirectiveFailed':
      case 'DirectiveRefused':
      case 'DirectiveExpired':
      case 'DirectiveDropped':
        delete state.asked[fact.directiveId]
    }
  },
}

export const imagesOf = (slides: readonly Slide[]): Image[] =>
  slides.filter((slide): slide is Image => slide.kind === 'image')

/** Digests of all images that are shown or asked for. */
export function digestsIn({ asked, playing }: MediaState): Set<string> {
  const all = [...Object.values(asked).map(({ slides }) => slides), ...Object.values(playing)]
  return new Set(all.flatMap(imagesOf).map(({ sha256 }) => sha256))
}
