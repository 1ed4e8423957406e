import { ref, watchEffect } from 'vue'
import type { Ref } from 'vue'

/** auto: as the machine prefers. */
export type Scheme = 'auto' | 'light' | 'dark'

const STORAGE_KEY = 'service-hall.scheme'
const preferred = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)')

const scheme = ref<Scheme>('auto')
/** Whether the page is dark now; what paints on a canvas draws itself anew when it changes. */
export const isDark = ref(false)

/** Dresses the page in the scheme that was chosen last on this machine, and keeps it so. Call once. */
export function followScheme(): void {
  const kept = localStorage.getItem(STORAGE_KEY)
  scheme.value = kept === 'light' || kept === 'dark' ? kept : 'auto'
  const machine = ref(preferred().matches)
  preferred().addEventListener('change', ({ matches }) => (machine.value = matches))
  watchEffect(() => {
    isDark.value = scheme.value === 'dark' || (scheme.value === 'auto' && machine.value)
    document.documentElement.dataset['scheme'] = isDark.value ? 'dark' : 'light'
    // Element Plus goes by this class.
    document.documentElement.classList.toggle('dark', isDark.value)
    localStorage.setItem(STORAGE_KEY, scheme.value)
  })
}

/** The scheme that was chosen; setting it chooses another. */
export const useScheme = (): Ref<Scheme> => scheme
