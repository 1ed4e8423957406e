import { onUnmounted, ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import { ask } from '../api/api.ts'

const LOOK_EVERY_MS = 2_000

/**
 * What a route answers, asked again every two seconds, or as often as said, while the page is shown. No path: nothing to
 * ask yet. `failed`: code of the last attempt.
 */
export function usePolled<T>(
  path: () => string | null,
  { everyMs = LOOK_EVERY_MS }: { everyMs?: number } = {},
): {
  value: ShallowRef<T | null>
  failed: Ref<string | null>
  load: () => Promise<void>
} {
  const value = shallowRef<T | null>(null)
  const failed = ref<string | null>(null)
  let asked = 0
  async function load(): Promise<void> {
    const at = path()
    if (at === null) return
    const mine = (asked += 1)
    const answer = await ask<T>('GET', at)
    // A slow answer must not take the place of a later one.
    if (mine !== asked) return
    failed.value = answer.ok ? null : answer.code
    if (answer.ok) value.value = answer.value
  }
  void load()
  const timer = setInterval(() => void load(), everyMs)
  onUnmounted(() => clearInterval(timer))
  return { value, failed, load }
}
