import { computed, onMounted, onUnmounted, ref } from 'vue'
import type { ComputedRef, Ref } from 'vue'

export type Windowed = {
  /** Index of the first row that is to be drawn, and of the one behind the last. */
  from: ComputedRef<number>
  to: ComputedRef<number>
  /** Height of the rows before and behind, px. */
  before: ComputedRef<number>
  after: ComputedRef<number>
}

/**
 * Which of many rows of one height can be seen: those are drawn, and a few around them. The page scrolls, not a box in it.
 *
 * @param box the element that has the rows; its height is that of all of them
 */
export function useWindow(
  box: Ref<HTMLElement | null>,
  { rows, rowHeight, margin = 4 }: { rows: () => number; rowHeight: () => number; margin?: number },
): Windowed {
  const seen = ref({ top: 0, bottom: 1_000 })

  function look(): void {
    if (!box.value) return
    const { top } = box.value.getBoundingClientRect()
    const next = { top: Math.max(0, -top), bottom: Math.max(0, window.innerHeight - top) }
    if (next.top !== seen.value.top || next.bottom !== seen.value.bottom) seen.value = next
  }
  const watcher = new ResizeObserver(look)
  onMounted(() => {
    look()
    if (box.value) watcher.observe(box.value)
    // What stands above the rows may grow or shrink.
    watcher.observe(document.body)
    window.addEventListener('scroll', look, { passive: true })
    window.addEventListener('resize', look)
  })
  onUnmounted(() => {
    watcher.disconnect()
    window.removeEventListener('scroll', look)
    window.removeEventListener('resize', look)
  })

  const last = computed(() => Math.ceil(seen.value.bottom / rowHeight()) + margin)
  const to = computed(() => Math.min(rows(), last.value))
  const from = computed(() =>
    Math.max(0, Math.min(to.value, Math.floor(seen.value.top / rowHeight()) - margin)),
  )
  return {
    ...{ from, to },
    before: computed(() => from.value * rowHeight()),
    after: computed(() => Math.max(0, rows() - to.value) * rowHeight()),
  }
}
