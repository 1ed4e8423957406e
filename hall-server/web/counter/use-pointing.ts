import { onUnmounted, ref } from 'vue'
import type { Ref } from 'vue'

/** A pointer or focus that has not moved for this long points at nothing any more, ms. */
const REST_MS = 10_000

/** Whether somebody points at a list, by pointer or keyboard. `on` goes on the list with `v-on`. */
export function usePointing(): { pointing: Ref<boolean>; on: Record<string, (event: Event) => void> } {
  const pointing = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  function point(): void {
    pointing.value = true
    clearTimeout(timer)
    timer = setTimeout(leave, REST_MS)
  }
  function leave(): void {
    clearTimeout(timer)
    pointing.value = false
  }
  onUnmounted(() => clearTimeout(timer))

  return {
    pointing,
    on: {
      pointerenter: point,
      pointermove: point,
      pointerleave: leave,
      keydown: point,
      focusin: (event) => {
        // Focus that a click left behind is nobody pointing.
        if (event.target instanceof Element && event.target.matches(':focus-visible')) point()
      },
      focusout: leave,
    },
  }
}
