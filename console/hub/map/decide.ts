import { barred } from '../organisation/decide.ts'
import type { OrganisationState } from '../organisation/state.ts'
import { TREE, records } from '../records/decision.ts'
import type { HubDeciders } from '../records/decision.ts'
import type { MapState } from './state.ts'

/** Who administers a region gives it a map, and takes it away. */
export const decideMaps: HubDeciders<OrganisationState & MapState, 'map.set' | 'map.remove'> = {
  'map.set'(state, { regionId, digest, approval }, sender) {
    const bar = barred(state, sender, { regionId })
    return bar ?? records(`map:${regionId}`, [{ type: 'MapSet', regionId, digest, approval }], [TREE])
  },
  'map.remove'(state, { regionId }, sender) {
    const bar = barred(state, sender, { regionId })
    if (bar) return bar
    const facts = state.maps.has(regionId) ? [{ type: 'MapRemoved' as const, regionId }] : []
    return records(`map:${regionId}`, facts, [TREE])
  },
}
