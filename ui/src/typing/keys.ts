import { onMounted, onUnmounted } from 'vue'
import { KeyGuard, browserKeyClock } from './key-guard.ts'
import type { KeyClock, PersonKey } from './key-guard.ts'

const forKeys = new Set<(key: PersonKey) => void>()
const forScans = new Set<(text: string) => void>()

/**
 * Guards a page's keys from now on (`KeyGuard`); once a page, at its start. Answers what ends it. The page hears of keys
 * by `usePersonKeys` and of scans by `useScans`; nothing else may listen to keys outside of text fields.
 */
export function guardKeys(page: Window = window, clock: KeyClock = browserKeyClock): () => void {
  const guard = new KeyGuard(page, {
    clock,
    onKey: (key) => forKeys.forEach((hear) => hear(key)),
    onScan: (text) => forScans.forEach((hear) => hear(text)),
  })
  return () => guard.close()
}

/** While the component is there: hears every key that a person presses outside of text fields. */
export function usePersonKeys(hear: (key: PersonKey) => void): void {
  onMounted(() => forKeys.add(hear))
  onUnmounted(() => forKeys.delete(hear))
}

/** While the component is there: hears what a machine typed or pasted outside of text fields. Never log it. */
export function useScans(hear: (text: string) => void): void {
  onMounted(() => forScans.add(hear))
  onUnmounted(() => forScans.delete(hear))
}
