import type { KioskNearby, KioskPlace } from '@service-hall/contract'
import { only, toStart } from '../../flow/moves.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

/** Places on one sheet; in senior mode they are fewer and larger. */
const MOST_SHOWN = 6
const MOST_SENIOR = 4

/** `places` null: the hall has not heard of any yet. */
export type Props = {
  places: KioskPlace[] | null
  number: number
  count: number
  heard: Omit<KioskNearby, 'places'>
}

export const nearby = definePage({
  name: 'nearby',
  texts,
  shows({ view, place, senior }: Flow): Props | null {
    if (place.at !== 'nearby' || !view?.nearby) return null
    const { places, ...heard } = view.nearby
    const most = senior ? MOST_SENIOR : MOST_SHOWN
    const count = Math.max(1, Math.ceil((places?.length ?? 0) / most))
    const number = Math.min(place.sheet, count - 1)
    const sheet = places?.slice(number * most, (number + 1) * most) ?? null
    return { places: sheet, number, count, heard }
  },
  back: (flow) => only({ ...flow, place: { at: 'start', sheet: openedFrom(flow) } }),
  home: toStart,
})

function openedFrom({ place }: Flow): number {
  return place.at === 'nearby' ? place.opened : 0
}
