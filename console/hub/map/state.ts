import type { RegionId } from '@service-hall/contract'
import type { HubEvolve } from '../core/capability.ts'

/** Regions that have a map of their own. */
export type MapState = { maps: Map<RegionId, { digest: string; approval: string }> }

export const emptyMaps = (): MapState => ({ maps: new Map() })

export const evolveMaps: HubEvolve<MapState, 'MapSet' | 'MapRemoved'> = {
  MapSet({ maps }, { regionId, digest, approval }) {
    maps.set(regionId, { digest, approval })
  },
  MapRemoved({ maps }, { regionId }) {
    maps.delete(regionId)
  },
}
