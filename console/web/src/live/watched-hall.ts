import { foldHall } from '@service-hall/contract'
import type { HallDelta, HallId, HallLive, HallSnapshot, RefusalCode } from '@service-hall/contract'
import { ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'

/** The one hall that a page looks at closely. */
export type WatchedHall = {
  hallId: Readonly<Ref<HallId | null>>
  /** As it was told last; null: not yet. It stays when the line breaks: what is shown then carries its age. */
  hall: Readonly<ShallowRef<HallLive | null>>
  /** Why it is not shown. */
  refused: Readonly<Ref<RefusalCode | null>>
  want: (hallId: HallId | null) => void
  take: (snapshot: HallSnapshot) => void
  fold: (delta: HallDelta) => void
  refuse: (hallId: HallId, code: RefusalCode) => void
}

/** Keeps what is told of one hall; what is told of another, late, is passed over. */
export function createWatchedHall(): WatchedHall {
  const hallId = ref<HallId | null>(null)
  const hall = shallowRef<HallLive | null>(null)
  const refused = ref<RefusalCode | null>(null)
  return {
    ...{ hallId, hall, refused },
    want(wanted) {
      if (hallId.value !== wanted) hall.value = null
      hallId.value = wanted
      refused.value = null
    },
    take(snapshot) {
      if (snapshot.hall.hallId !== hallId.value) return
      hall.value = snapshot.hall
      refused.value = null
    },
    fold(delta) {
      if (hall.value) hall.value = foldHall(hall.value, delta)
    },
    refuse(of, code) {
      if (of !== hallId.value) return
      hall.value = null
      refused.value = code
    },
  }
}
