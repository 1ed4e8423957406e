import { onUnmounted, ref } from 'vue'
import type { Ref } from 'vue'

/** A pointer or focus that has not moved for this long points at nothing any more, ms. */
const REST_MS = 10_000

/** Whether somebody points at a list, by pointer or keyboard. `on` goes on the list with `v-on`. */
export function useHeld(): { held: Ref<boolean>; on: Record<string, (event: Event) => void> } {
  const held = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  function hold(): void {
    held.value = true
    clearTimeout(timer)
    timer = setTimeout(letGo, REST_MS)
  }
  function letGo(): void {
    clearTimeout(timer)
    held.value = false
  }
  onUnmounted(() => clearTimeout(timer))

  return {
    held,
    on: {
      pointerenter: hold,
      pointermove: hold,
      pointerleave: letGo,
      keydown: hold,
      focusin: (event) => {
        // Focus that a click left behind is nobody pointing.
        if (event.target instanceof Element && event.target.matches(':focus-visible')) hold()
      },
      focusout: letGo,
    },
  }
}
