import type { HallId, HallSeen, OrganisationSeen, RegionId, RegionSeen } from '@service-hall/contract'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { ask } from '../api/api.ts'

const NOTHING: OrganisationSeen = { regions: [], halls: [] }

/** The regions and halls that one sees. */
export const useOrganisation = defineStore('organisation', () => {
  const seen = shallowRef<OrganisationSeen>(NOTHING)
  const ready = ref(false)
  /** Code of what went wrong at the last attempt to read it. */
  const failed = ref<string | null>(null)

  const regions = computed(() => new Map(seen.value.regions.map((region) => [region.regionId, region])))
  const halls = computed(() => new Map(seen.value.halls.map((hall) => [hall.hallId, hall])))
  const childrenOf = computed(() => byParent(seen.value.regions))
  const tops = computed(() => childrenOf.value.get(null) ?? [])
  const paths = computed(() => new Map(seen.value.regions.map((region) => [region.regionId, climb(region)])))

  function climb(region: RegionSeen): RegionSeen[] {
    const path: RegionSeen[] = []
    for (let at: RegionSeen | undefined = region; at && !path.includes(at); at = above(at)) path.unshift(at)
    return path
  }
  const above = ({ parentId }: RegionSeen): RegionSeen | undefined =>
    parentId === null ? undefined : regions.value.get(parentId)

  /** A region and those it lies in, the topmost that one sees first. */
  const pathOf = (regionId: RegionId): readonly RegionSeen[] => paths.value.get(regionId) ?? []
  /** Whether a hall lies in a region or below it. */
  function isIn(hallId: HallId, regionId: RegionId): boolean {
    const hall: HallSeen | undefined = halls.value.get(hallId)
    return hall !== undefined && pathOf(hall.regionId).some((at) => at.regionId === regionId)
  }

  async function load(): Promise<void> {
    const answer = await ask<OrganisationSeen>('GET', '/api/organisation')
    failed.value = answer.ok ? null : answer.code
    if (!answer.ok) return
    seen.value = answer.value
    ready.value = true
  }

  return { seen, ready, failed, regions, halls, tops, childrenOf, pathOf, isIn, load }
})

/** Regions by what they lie in; null: the topmost that one sees. */
function byParent(regions: readonly RegionSeen[]): ReadonlyMap<RegionId | null, RegionSeen[]> {
  const found = new Map<RegionId | null, RegionSeen[]>()
  for (const region of regions) {
    const those = found.get(region.parentId)
    if (those) those.push(region)
    else found.set(region.parentId, [region])
  }
  return found
}
