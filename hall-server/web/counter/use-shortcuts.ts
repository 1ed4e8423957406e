import { usePersonKeys } from '@service-hall/ui'
import { ref, watch } from 'vue'
import type { Ref } from 'vue'
import { actionOfKey } from './actions.ts'
import type { ActionId } from './actions.ts'

const STORAGE_KEY = 'service-hall.shortcuts'

/**
 * Digits do what stands on the buttons, P takes a payment and `?` shows help, without modifiers, which belong to the browser, and not while
 * a dialog is open. Only a person's keys count, and a key held down once. Staff can switch them off (WCAG 2.2, 2.1.4);
 * that is remembered.
 */
export function useShortcuts(
  act: (action: ActionId) => void,
  { help, payment }: { help: () => void; payment: () => void },
): { enabled: Ref<boolean> } {
  const enabled = ref(localStorage.getItem(STORAGE_KEY) !== 'off')
  watch(enabled, (on) => localStorage.setItem(STORAGE_KEY, on ? 'on' : 'off'))

  usePersonKeys(({ key, code, shift }) => {
    if (document.querySelector('dialog[open]') !== null) return
    if (key === '?') return help()
    if (enabled.value && key.toLowerCase() === 'p') return payment()
    const action = enabled.value && !shift ? actionOfKey(code) : null
    if (action) act(action)
  })
  return { enabled }
}
