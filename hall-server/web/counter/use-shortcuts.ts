import { onMounted, onUnmounted, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { actionOfKey } from './actions.ts'
import type { ActionId } from './actions.ts'

const STORAGE_KEY = 'service-hall.shortcuts'
const TYPING = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]'

/** Whether a key belongs to a field or an open dialog rather than to the page. */
function isTaken(event: KeyboardEvent): boolean {
  const typing = event.target instanceof Element && event.target.closest(TYPING) !== null
  return typing || document.querySelector('dialog[open]') !== null
}

/**
 * Digits do what stands on the buttons and `?` shows help, without modifiers, which belong to the browser. A key held
 * down counts once. Staff can switch them off (WCAG 2.2, 2.1.4); that is remembered.
 */
export function useShortcuts(act: (action: ActionId) => void, help: () => void): { enabled: Ref<boolean> } {
  const enabled = ref(localStorage.getItem(STORAGE_KEY) !== 'off')
  watch(enabled, (on) => localStorage.setItem(STORAGE_KEY, on ? 'on' : 'off'))

  function pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || isTaken(event)) return
    if (event.key === '?') {
      event.preventDefault()
      if (!event.repeat) help()
      return
    }
    const action = enabled.value && !event.shiftKey ? actionOfKey(event.code) : null
    if (!action) return
    event.preventDefault()
    if (!event.repeat) act(action)
  }

  onMounted(() => window.addEventListener('keydown', pressed))
  onUnmounted(() => window.removeEventListener('keydown', pressed))
  return { enabled }
}
