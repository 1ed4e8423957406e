import { HallId } from '@service-hall/contract'
import type { HallLive, HallPlan, Localized, RefusalCode } from '@service-hall/contract'
import { useText } from '@service-hall/ui'
import { computed, onScopeDispose, watch } from 'vue'
import type { ComputedRef } from 'vue'
import { useRoute } from 'vue-router'
import { useLive } from '../live/live-store.ts'

export type HallOnPage = {
  hallId: ComputedRef<HallId>
  /** Null: not told yet. */
  hall: ComputedRef<HallLive | null>
  refused: ComputedRef<RefusalCode | null>
  name: ComputedRef<string>
  /** The hall's clock, epoch ms; it stands while nothing is heard of the hall. */
  now: ComputedRef<number>
  /** Nothing is heard of the hall, or of the hub: what is shown is as old as `hall.head.at`. */
  isStale: ComputedRef<boolean>
}

/** Counts the pages that have watched a hall: the one that leaves last must not take it from the next. */
let pages = 0

/** The hall of the address (`/halls/:hallId…`), watched as long as the page is shown. */
export function useHall(): HallOnPage {
  const route = useRoute()
  const live = useLive()
  const { say } = useText()
  const hallId = computed(() => HallId.safeParse(route.params['hallId']).data ?? ('none' as HallId))
  const page = (pages += 1)
  watch(hallId, (id) => live.watchHall(id), { immediate: true })
  onScopeDispose(() => {
    if (page === pages) live.watchHall(null)
  })
  const hall = computed(() => (live.hall?.hallId === hallId.value ? live.hall : null))
  const isStale = computed(() => live.link !== 'online' || hall.value?.head.line.connected === false)
  return {
    hallId,
    hall,
    refused: computed(() => live.hallRefused),
    name: computed(() =>
      say(hall.value?.plan?.name ?? live.tileOf(hallId.value)?.name ?? plain(hallId.value)),
    ),
    now: computed(() => {
      const at = hall.value?.head.at ?? 0
      const behind = live.tileOf(hallId.value)?.behindMs ?? null
      // How far its clock is off is not known before a fact has come over this line.
      return isStale.value || behind === null ? at : Math.max(at, live.now - behind)
    }),
    isStale,
  }
}

const plain = (text: string): Localized => ({ zh: text, en: text })

export type HallNames = {
  counter: (id: string | null) => string
  service: (id: string | null) => string
  /** The staff number (工号); the region knows no names. */
  staff: (id: string | null) => string
  /** Of `device:P1` or `station:K1`. */
  machine: (id: string | null) => string
}

/** What things of a hall are called; what is not in its plan any more by its id. */
export function useHallNames(plan: () => HallPlan | null | undefined): HallNames {
  const { say, t } = useText()
  return {
    counter(id) {
      const found = plan()?.counters.find((one) => one.id === id)
      return found ? t('hallWords.counterNumber', { number: found.number }) : (id ?? '')
    },
    service(id) {
      const found = plan()?.services.find((one) => one.id === id)
      return found ? say(found.name) : (id ?? '')
    },
    staff(id) {
      const found = plan()?.staff.find((one) => one.id === id)
      return found ? t('hallWords.staffNumber', { number: found.number }) : (id ?? '')
    },
    machine(id) {
      const [kind = '', key = ''] = (id ?? '').split(':')
      const rows = kind === 'device' ? plan()?.devices : plan()?.stations
      const found = (rows as { id: string; name: Localized }[] | undefined)?.find((one) => one.id === key)
      return found ? say(found.name) : key
    },
  }
}
