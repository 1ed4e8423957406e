import { onScopeDispose } from 'vue'

/** Paper is white: while a page is printed its dark colours, which somebody may have chosen, are put aside. */
export function usePrintLight(): void {
  const root = document.documentElement
  let chosen: string | null = null
  const before = (): void => {
    chosen = root.getAttribute('data-scheme')
    if (chosen !== null) root.setAttribute('data-scheme', 'light')
  }
  const after = (): void => {
    if (chosen !== null) root.setAttribute('data-scheme', chosen)
    chosen = null
  }
  window.addEventListener('beforeprint', before)
  window.addEventListener('afterprint', after)
  onScopeDispose(() => {
    window.removeEventListener('beforeprint', before)
    window.removeEventListener('afterprint', after)
  })
}
