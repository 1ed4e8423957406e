import { onMounted } from 'vue'
import type { ShallowRef } from 'vue'

/** A step begins where its first field or heading is, so that keys go on from there when what had the focus is gone. */
export function useFocusHere(first: Readonly<ShallowRef<HTMLElement | null>>): void {
  onMounted(() => first.value?.focus())
}
