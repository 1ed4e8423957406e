import { PLACE_GROUPS } from '@service-hall/contract'
import type { KioskNearby, KioskPlace } from '@service-hall/contract'
import { only, toStart } from '../../flow/moves.ts'
import type { Flow, NearbyWish } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

/** Places on one sheet; in senior mode they are fewer and larger. One less where there is a choice of kinds above. */
const MOST_SHOWN = 6
const MOST_SENIOR = 4

/** `places` null: the hall has not heard of any yet. `kinds`: what there is to choose among; none: of one kind alone. */
export type Props = {
  places: KioskPlace[] | null
  wish: NearbyWish
  kinds: NearbyWish['kind'][]
  number: number
  count: number
  heard: Omit<KioskNearby, 'places'>
}

export const nearby = definePage({
  name: 'nearby',
  texts,
  shows({ view, place, senior }: Flow): Props | null {
    if (place.at !== 'nearby' || !view?.nearby) return null
    const { places: all, ...heard } = view.nearby
    const { kind, openOnly } = place
    const places = all?.filter((one) => fits(one, { kind, openOnly })) ?? null
    const kinds = kindsOf(all ?? [])
    const most = (senior ? MOST_SENIOR : MOST_SHOWN) - (kinds.length > 0 ? 1 : 0)
    const count = Math.max(1, Math.ceil((places?.length ?? 0) / most))
    const number = Math.min(place.sheet, count - 1)
    const sheet = places?.slice(number * most, (number + 1) * most) ?? null
    return { places: sheet, wish: { kind, openOnly }, kinds, number, count, heard }
  },
  back: (flow) => only({ ...flow, place: { at: 'start', sheet: openedFrom(flow) } }),
  home: toStart,
})

function fits({ group, open }: KioskPlace, { kind, openOnly }: NearbyWish): boolean {
  if (kind === 'all' ? group === 'online' : group !== kind) return false
  return !openOnly || open?.is === 'open'
}

/** Kinds of which there is something, in the order in which they are offered. */
function kindsOf(places: readonly KioskPlace[]): NearbyWish['kind'][] {
  const there = PLACE_GROUPS.filter((group) => places.some((place) => place.group === group))
  return there.length > 1 ? ['all', ...there] : []
}

function openedFrom({ place }: Flow): number {
  return place.at === 'nearby' ? place.opened : 0
}
