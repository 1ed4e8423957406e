import { profileKey } from '@service-hall/contract'
import type { ProfilePlace, TierProfile } from '@service-hall/contract'
import type { HubEvolve } from '../core/capability.ts'

/** What is asked of halls, by `profileKey` of the place that asks it. */
export type ProfileState = { profiles: Map<string, KeptProfile> }
/** `version`: how often it was set. */
type KeptProfile = { place: ProfilePlace; profile: TierProfile; version: number }

export const emptyProfiles = (): ProfileState => ({ profiles: new Map() })

export const evolveProfiles: HubEvolve<ProfileState, 'ProfileSet'> = {
  ProfileSet({ profiles }, { place, profile }) {
    const key = profileKey(place)
    profiles.set(key, { place, profile, version: (profiles.get(key)?.version ?? 0) + 1 })
  },
}
