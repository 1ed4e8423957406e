import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import { ask } from '../api/api.ts'

export type Loaded<T> = {
  value: ShallowRef<T | null>
  /** Code of what went wrong last. */
  failed: Ref<string | null>
  load: () => Promise<void>
}

/** What a route answers, read again whenever its path changes; null: nothing to read yet. An answer that comes late is dropped. */
export function useLoaded<T>(path: () => string | null): Loaded<T> {
  const value: ShallowRef<T | null> = shallowRef(null)
  const failed = ref<string | null>(null)
  let turn = 0
  onScopeDispose(() => (turn = -1))
  async function load(): Promise<void> {
    const at = path()
    if (at === null || turn < 0) return
    turn += 1
    const mine = turn
    const answer = await ask<T>('GET', at)
    if (mine !== turn) return
    failed.value = answer.ok ? null : answer.code
    if (answer.ok) value.value = answer.value
  }
  watch(
    path,
    () => {
      value.value = null
      void load()
    },
    { immediate: true },
  )
  return { value, failed, load }
}
