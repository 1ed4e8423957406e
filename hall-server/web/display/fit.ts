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

/** `v-fit`: sets the one-line text of a block smaller when it is wider than the block, whatever font the machine has. */
export const vFit: Directive<HTMLElement> = { mounted: fit, updated: fit }
