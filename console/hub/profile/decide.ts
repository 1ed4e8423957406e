import { profileKey, refuse } from '@service-hall/contract'
import type { HallId, ProfileLayer, ProfilePlace } from '@service-hall/contract'
import { pathOf, regionOf } from '../access/may.ts'
import { TREE, records } from '../records/decision.ts'
import type { HubDeciders } from '../records/decision.ts'
import { barred } from '../organisation/decide.ts'
import type { OrganisationState } from '../organisation/state.ts'
import type { ProfileState } from './state.ts'

type State = OrganisationState & ProfileState

export const decideProfile: HubDeciders<State, 'profile.set'> = {
  'profile.set'(state, { place, profile, expected }, sender) {
    const isHall = place.of === 'hall'
    const bar = barred(state, sender, isHall ? { hallId: place.hallId } : { regionId: place.regionId })
    const relies = isHall ? [TREE, `hall:${place.hallId}`] : [TREE]
    if (bar) return bar
    const { version = 0 } = state.profiles.get(profileKey(place)) ?? {}
    if (expected !== undefined && expected !== version) return refuse('profile.changed')
    return records(`profile:${profileKey(place)}`, [{ type: 'ProfileSet', place, profile }], relies)
  },
}

/**
 * What is asked of a hall, the widest first: of all halls of each region it lies in, then of its tier in each of them,
 * then of itself.
 */
export function layersOf(state: State, hallId: HallId): ProfileLayer[] {
  return layersAt(state, { of: 'hall', hallId })
}

/** The same for any place. */
export function layersAt(state: State, place: ProfilePlace): ProfileLayer[] {
  const own = profileKey(place)
  return placesAbove(state, place).flatMap((one) => {
    const from = profileKey(one)
    const found = state.profiles.get(from)
    // The place is there even when it says nothing: it is what a difference is the difference of.
    return found ? [{ from, profile: found.profile }] : from === own ? [{ from, profile: {} }] : []
  })
}

/** A place and those it inherits from, the widest first; none: there is no such place. */
export function placesAbove(state: OrganisationState, place: ProfilePlace): ProfilePlace[] {
  const regionId = regionOf(state, place)
  if (regionId === undefined) return []
  const regions = pathOf(state, regionId).reverse()
  const tier = place.of === 'hall' ? (state.halls.get(place.hallId)?.tier ?? null) : place.tier
  return [
    ...regions.map((one) => ({ of: 'region' as const, regionId: one, tier: null })),
    ...(tier === null ? [] : regions.map((one) => ({ of: 'region' as const, regionId: one, tier }))),
    ...(place.of === 'hall' ? [place] : []),
  ]
}

/** Where what is asked of a hall may stand, the widest first. */
export function placesOf(state: OrganisationState, hallId: HallId): ProfilePlace[] {
  return placesAbove(state, { of: 'hall', hallId })
}
