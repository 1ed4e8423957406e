import { onScopeDispose, ref, watch } from 'vue'
import type { Ref } from 'vue'

/** How long after the last call nothing else takes its place, ms. */
const QUIET_MS = 10_000

/**
 * Whether nobody has been called for a while. `call`: changes with each call; `isCalling`: one is being announced. A call
 * ends the quiet at once.
 */
export function useQuiet(call: () => unknown, isCalling: () => boolean): Ref<boolean> {
  const quiet = ref(!isCalling())
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    [call, isCalling],
    () => {
      clearTimeout(timer)
      quiet.value = false
      if (!isCalling()) timer = setTimeout(() => (quiet.value = true), QUIET_MS)
    },
    { flush: 'sync' },
  )
  onScopeDispose(() => clearTimeout(timer))
  return quiet
}
