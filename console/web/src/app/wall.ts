import { computed, watchEffect } from 'vue'
import type { ComputedRef } from 'vue'
import { useQuery } from './query.ts'

/** Wall mode: `?wall=1`, for a screen that is read from afar; `still` in it stops what moves. */
export type Wall = {
  on: ComputedRef<boolean>
  still: ComputedRef<boolean>
  set: (mode: '' | '1' | 'still') => void
}

export function useWall(): Wall {
  const mode = useQuery('wall')
  return {
    on: computed(() => mode.value !== ''),
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
