import { HallId } from '@service-hall/contract'
import { computed } from 'vue'
import type { ComputedRef, WritableComputedRef } from 'vue'
import { useQuery } from '../app/query.ts'
import { useRegion } from '../app/region.ts'
import { useLive } from '../live/live-store.ts'
import { useOrganisation } from '../organisation/organisation-store.ts'
import { useText } from '@service-hall/ui'

export type HallChoice = {
  /** `?hall=H1`; the first of the region where none is chosen; null: there is none. */
  hallId: WritableComputedRef<HallId | null>
  halls: ComputedRef<{ value: HallId; text: string }[]>
  nameOf: (hallId: HallId) => string
}

/** The hall that a page is about, one of the region that is looked at. */
export function useHallChoice(): HallChoice {
  const { includes } = useRegion()
  const organisation = useOrganisation()
  const live = useLive()
  const { say } = useText()
  const text = useQuery('hall')
  const nameOf = (hallId: HallId): string => {
    const tile = live.tileOf(hallId)
    return tile ? say(tile.name) : hallId
  }
  const halls = computed(() =>
    [...organisation.halls.keys()]
      .filter(includes)
      .map((value) => ({ value, text: nameOf(value) }))
      .sort((a, b) => a.text.localeCompare(b.text)),
  )
  const hallId = computed({
    get: () => {
      const { data } = HallId.safeParse(text.value)
      return halls.value.find(({ value }) => value === data)?.value ?? halls.value[0]?.value ?? null
    },
    set: (value) => (text.value = value ?? ''),
  })
  return { hallId, halls, nameOf }
}
