import type { HallView, Localized } from '@service-hall/contract'
import { useHallStore } from '@service-hall/ui/hall'
import { computed } from 'vue'
import type { ComputedRef } from 'vue'

export type KioskStay = { stationId: string; name: Localized; forMs: number; touches: number }

/** Kiosks at which a customer gets nowhere, the longest first; `now`: the hall's clock, epoch ms. */
export function kioskStays(
  { config, stations }: Pick<HallView, 'config' | 'stations'>,
  now: number,
): KioskStay[] {
  return (config?.stations ?? [])
    .flatMap(({ id, name }) => {
      const stay = stations[id]?.stay
      return stay
        ? [{ stationId: id, name, forMs: Math.max(0, now - stay.since), touches: stay.touches }]
        : []
    })
    .sort((a, b) => b.forMs - a.forMs)
}

export function useKioskStays(): ComputedRef<KioskStay[]> {
  const hall = useHallStore()
  return computed(() => kioskStays(hall.view, hall.now))
}
