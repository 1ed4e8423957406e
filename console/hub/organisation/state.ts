import { ROOT } from '@service-hall/contract'
import type { HallId, Localized, Position, RegionId, Tier } from '@service-hall/contract'
import type { HubEvolve } from '../core/capability.ts'

export type Region = { regionId: RegionId; parentId: RegionId | null; name: Localized }

export type HubHall = {
  hallId: HallId
  /** Its public key; null: revoked. */
  key: string | null
  /** The key that it was let in with last, when it was revoked. */
  revoked: string | null
  regionId: RegionId
  tier: Tier
  address: string | null
  position: Position | null
  /** Where it lay, and since when, epoch ms of the hub, the earliest first. */
  places: { regionId: RegionId; since: number }[]
}

/** The tree of regions and the halls in it. Maps, because ids come from people. */
export type OrganisationState = { regions: Map<RegionId, Region>; halls: Map<HallId, HubHall> }

export const emptyOrganisation = (): OrganisationState => ({
  regions: new Map([[ROOT, { regionId: ROOT, parentId: null, name: { zh: '全部区域', en: 'All regions' } }]]),
  halls: new Map(),
})

type Told =
  | 'RegionAdded'
  | 'RegionRenamed'
  | 'RegionMoved'
  | 'RegionRemoved'
  | 'HallAdmitted'
  | 'HallRevoked'
  | 'HallMoved'
  | 'HallDescribed'

export const evolveOrganisation: HubEvolve<OrganisationState, Told> = {
  RegionAdded({ regions }, { regionId, parentId, name }) {
    regions.set(regionId, { regionId, parentId, name })
  },
  RegionRenamed({ regions }, { regionId, name }) {
    const region = regions.get(regionId)
    if (region) region.name = name
  },
  RegionMoved({ regions }, { regionId, parentId }) {
    const region = regions.get(regionId)
    if (region) region.parentId = parentId
  },
  RegionRemoved({ regions }, { regionId }) {
    regions.delete(regionId)
  },
  HallAdmitted({ halls }, { hallId, key, regionId, tier }, { at }) {
    const before = halls.get(hallId)
    const none = { address: null, position: null, places: [] }
    const hall: HubHall = before ?? { ...none, hallId, key, revoked: null, regionId, tier }
    halls.set(hallId, Object.assign(hall, { key, revoked: null, tier }))
    if (!before || before.regionId !== regionId) hall.places.push({ regionId, since: at })
    hall.regionId = regionId
  },
  HallRevoked({ halls }, { hallId }) {
    const hall = halls.get(hallId)
    if (hall) Object.assign(hall, { revoked: hall.key, key: null })
  },
  HallMoved({ halls }, { hallId, regionId }, { at }) {
    const hall = halls.get(hallId)
    if (!hall) return
    hall.regionId = regionId
    hall.places.push({ regionId, since: at })
  },
  HallDescribed({ halls }, { hallId, tier, address, position }) {
    const hall = halls.get(hallId)
    if (hall) Object.assign(hall, { tier, address, position })
  },
}
