import type { Directive } from 'vue'

function fit(element: HTMLElement): void {
  element.style.fontSize = ''
  const room = element.clientWidth
  const needed = element.scrollWidth
  if (needed <= room) return
  const size = Number.parseFloat(getComputedStyle(element).fontSize)
  // In rem, so that it scales on with the screen.
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  element.style.fontSize = `${(size * room) / needed / rem}rem`
}

/** What ends the watch of an element. */
const watches = new WeakMap<HTMLElement, () => void>()

/** Fits again when the box changes, as when styles arrive late, and when a font has been loaded. */
function watch(element: HTMLElement): void {
  const again = (): void => fit(element)
  const observer = new ResizeObserver(again)
  observer.observe(element)
  document.fonts.addEventListener('loadingdone', again)
  watches.set(element, () => {
    observer.disconnect()
    document.fonts.removeEventListener('loadingdone', again)
  })
  again()
}

/** `v-fit`: sets the one-line text of a block smaller when it is wider than the block, whatever font the machine has. */
export const vFit = {
  mounted: watch,
  updated: fit,
  unmounted: (element) => {
    watches.get(element)?.()
    watches.delete(element)
  },
} satisfies Directive<HTMLElement>
