import { HallId, ROOT, Tier, profileKey } from '@service-hall/contract'
import type { ProfilePlace } from '@service-hall/contract'
import { useText } from '@service-hall/ui'
import { computed } from 'vue'
import type { ComputedRef, WritableComputedRef } from 'vue'
import { useChoice, useQuery } from '../app/query.ts'
import { useRegion } from '../app/region.ts'
import { useLive } from '../live/live-store.ts'
import { useOrganisation } from '../organisation/organisation-store.ts'

export const ALL_TIERS = 'all'

export type RulePlace = {
  tier: WritableComputedRef<string>
  hall: WritableComputedRef<string>
  halls: ComputedRef<{ hallId: HallId; name: string }[]>
  place: ComputedRef<ProfilePlace>
  key: ComputedRef<string>
  /** The place as routes are asked for it. */
  query: ComputedRef<string>
}

/** The place whose rules and playbooks a page shows, as it stands in the address: a hall, or the region for a tier or all. */
export function useRulePlace(): RulePlace {
  const { say } = useText()
  const organisation = useOrganisation()
  const live = useLive()
  const region = useRegion()
  const tier = useChoice('tier', [ALL_TIERS, ...Tier.options], ALL_TIERS)
  const hall = useQuery('hall')
  const place = computed<ProfilePlace>(() => {
    const { data: hallId } = HallId.safeParse(hall.value)
    if (hallId !== undefined) return { of: 'hall', hallId }
    const regionId = region.regionId.value ?? organisation.tops[0]?.regionId ?? ROOT
    return { of: 'region', regionId, tier: Tier.safeParse(tier.value).data ?? null }
  })
  return {
    ...{ tier: tier, hall, place },
    halls: computed(() =>
      live.all
        .filter(({ hallId }) => region.includes(hallId))
        .map(({ hallId, name }) => ({ hallId, name: say(name) }))
        .sort((a, b) => a.name.localeCompare(b.name)),
    ),
    key: computed(() => profileKey(place.value)),
    query: computed(() => {
      const fields = Object.entries(place.value).filter(([, value]) => value !== null) as [string, string][]
      return new URLSearchParams(fields).toString()
    }),
  }
}
