import { RegionId } from '@service-hall/contract'
import type { HallId, Localized, RegionSeen } from '@service-hall/contract'
import { computed } from 'vue'
import type { ComputedRef, WritableComputedRef } from 'vue'
import { useOrganisation } from '../organisation/organisation-store.ts'
import { useQuery } from './query.ts'

export type ChosenRegion = {
  /** `?region=sd`; null: all that one sees. It stays when one goes to another page. */
  regionId: WritableComputedRef<RegionId | null>
  name: ComputedRef<Localized | null>
  /** The region and those it lies in, the topmost first. */
  path: ComputedRef<readonly RegionSeen[]>
  /** Whether a hall lies in what is chosen. */
  includes: (hallId: HallId) => boolean
}

/** The region that is looked at. */
export function useRegion(): ChosenRegion {
  const organisation = useOrganisation()
  const text = useQuery('region')
  const regionId = computed({
    get: () => {
      const { data } = RegionId.safeParse(text.value)
      return data !== undefined && (!organisation.ready || organisation.regions.has(data)) ? data : null
    },
    set: (value) => (text.value = value ?? ''),
  })
  const path = computed(() => (regionId.value === null ? [] : organisation.pathOf(regionId.value)))
  return {
    regionId,
    name: computed(() => path.value.at(-1)?.name ?? null),
    path,
    includes: (hallId) => regionId.value === null || organisation.isIn(hallId, regionId.value),
  }
}
