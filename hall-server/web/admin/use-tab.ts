import { onMounted, onUnmounted, ref } from 'vue'
import type { Ref } from 'vue'

export const TAB_NAMES = ['overview', 'tickets', 'payments', 'devices', 'staff'] as const
export type TabName = (typeof TAB_NAMES)[number]

/**
 * Which part of the page is shown, as it stands in the address: it can be kept, sent and gone back from. `start`: the
 * one to show where the address names none.
 */
export function useTab(start: TabName = 'overview'): Ref<TabName> {
  const named = (): TabName => TAB_NAMES.find((name) => `#${name}` === location.hash) ?? start
  const tab = ref(named())
  const follow = (): void => {
    tab.value = named()
  }
  onMounted(() => window.addEventListener('hashchange', follow))
  onUnmounted(() => window.removeEventListener('hashchange', follow))
  return tab
}
