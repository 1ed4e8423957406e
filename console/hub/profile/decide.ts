import { profileKey } from '@service-hall/contract'
import type { HallId, ProfileLayer, ProfilePlace } from '@service-hall/contract'
import { pathOf } from '../access/may.ts'
import { TREE, records } from '../records/decision.ts'
import type { HubDeciders } from '../records/decision.ts'
import { barred } from '../organisation/decide.ts'
import type { OrganisationState } from '../organisation/state.ts'
import type { ProfileState } from './state.ts'

type State = OrganisationState & ProfileState

export const decideProfile: HubDeciders<State, 'profile.set'> = {
  'profile.set'(state, { place, profile }, sender) {
    const isHall = place.of === 'hall'
    const bar = barred(state, sender, isHall ? { hallId: place.hallId } : { regionId: place.regionId })
    const relies = isHall ? [TREE, `hall:${place.hallId}`] : [TREE]
    return bar ?? records(`profile:${profileKey(place)}`, [{ type: 'ProfileSet', place, profile }], relies)
  },
}

/**
 * What is asked of a hall, the widest first: of all halls of each region it lies in, then of its tier in each of them,
 * then of itself.
 */
export function layersOf(state: State, hallId: HallId): ProfileLayer[] {
  const hall = state.halls.get(hallId)
  if (!hall) return []
  const regions = pathOf(state, hall.regionId).reverse()
  const places: ProfilePlace[] = [
    ...regions.map((regionId) => ({ of: 'region' as const, regionId, tier: null })),
    ...regions.map((regionId) => ({ of: 'region' as const, regionId, tier: hall.tier })),
    { of: 'hall', hallId },
  ]
  return places.flatMap((place) => {
    const from = profileKey(place)
    const found = state.profiles.get(from)
    // The hall is there even when it says nothing: it is what a difference is the difference of.
    return found ? [{ from, profile: found.profile }] : place.of === 'hall' ? [{ from, profile: {} }] : []
  })
}
