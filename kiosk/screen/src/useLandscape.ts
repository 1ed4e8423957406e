import { onBeforeUnmount, onMounted, ref } from 'vue'
import type { Ref } from 'vue'

/** Whether the screen lies on its side; the style sheets ask the same question. */
export function useLandscape(): Ref<boolean> {
  const query = matchMedia('(min-aspect-ratio: 1/1)')
  const landscape = ref(query.matches)
  const update = (): void => {
    landscape.value = query.matches
  }
  onMounted(() => query.addEventListener('change', update))
  onBeforeUnmount(() => query.removeEventListener('change', update))
  return landscape
}
