import { profileKey } from '@service-hall/contract'
import type { ProfilePlace, TierProfile } from '@service-hall/contract'
import type { HubEvolve } from '../core/capability.ts'

/** What is asked of halls, by `profileKey` of the place that asks it. */
export type ProfileState = { profiles: Map<string, { place: ProfilePlace; profile: TierProfile }> }

export const emptyProfiles = (): ProfileState => ({ profiles: new Map() })

export const evolveProfiles: HubEvolve<ProfileState, 'ProfileSet'> = {
  ProfileSet({ profiles }, { place, profile }) {
    profiles.set(profileKey(place), { place, profile })
  },
}
