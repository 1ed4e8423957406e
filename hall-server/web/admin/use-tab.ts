import { onMounted, onUnmounted, ref } from 'vue'
import type { Ref } from 'vue'

/** Which part of the page is shown, as it stands in the address: it can be kept, sent and gone back from. */
export function useTab<Name extends string>(names: readonly [Name, ...Name[]]): Ref<Name> {
  const named = (): Name => names.find((name) => `#${name}` === location.hash) ?? names[0]
  const tab = ref(named()) as Ref<Name>
  const follow = (): void => {
    tab.value = named()
  }
  onMounted(() => window.addEventListener('hashchange', follow))
  onUnmounted(() => window.removeEventListener('hashchange', follow))
  return tab
}
