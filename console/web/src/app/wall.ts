import { computed, watchEffect } from 'vue'
import type { ComputedRef } from 'vue'
import { useSession } from '../access/session-store.ts'
import { useQuery } from './query.ts'

/** Wall mode: `?wall=1`, for a screen that is read from afar; `still` in it stops what moves. A wall's account has no other. */
export type Wall = {
  on: ComputedRef<boolean>
  still: ComputedRef<boolean>
  set: (mode: '' | '1' | 'still') => void
}

export function useWall(): Wall {
  const mode = useQuery('wall')
  const session = useSession()
  return {
    on: computed(() => mode.value !== '' || session.me?.wall === true),
    still: computed(() => mode.value === 'still'),
    set: (next) => (mode.value = next),
  }
}

/** Dresses the document in the wall mode of the address. Call once. */
export function followWall(): void {
  const { on, still } = useWall()
  watchEffect(() => {
    document.documentElement.classList.toggle('wall', on.value)
    document.documentElement.classList.toggle('still', still.value)
  })
}
