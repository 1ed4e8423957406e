import { defaultSet } from '@service-hall/contract'
import type { AppraisedKind, IndicatorSetVersion, PlanDay, RegionId } from '@service-hall/contract'
import { pathOf } from '../access/may.ts'
import type { OrganisationState } from '../organisation/state.ts'
import { setKey } from './state.ts'
import type { AppraisalState } from './state.ts'

/**
 * The indicators that hold for a period in a region: of the nearest region that has any, the version that held when the
 * period began. So a new version changes nothing of a period that is under way.
 */
export function setOf(
  state: OrganisationState & AppraisalState,
  kind: AppraisedKind,
  regionId: RegionId,
  from: PlanDay,
): IndicatorSetVersion {
  for (const at of pathOf(state, regionId)) {
    const versions = state.indicatorSets.get(setKey(kind, at)) ?? []
    const held = versions.filter((one) => (one.from ?? '') <= from).at(-1)
    if (held) return held
  }
  return defaultSet(kind)
}
