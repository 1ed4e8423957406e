import type { Directive } from 'vue'

/** How small what stands in a box may get. What is touched in it has to be large enough at the scale it comes to. */
const SCALES = [1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6] as const

const observers = new WeakMap<HTMLElement, ResizeObserver>()

/** `v-fit` on a box of one child: sets it smaller, in steps, as long as it is higher than the box. Nothing is cut off. */
export const vFit: Directive<HTMLElement> = {
  mounted(box) {
    const observer = new ResizeObserver(() => fit(box))
    observers.set(box, observer)
    observer.observe(box)
    fit(box)
  },
  updated: fit,
  beforeUnmount(box) {
    observers.get(box)?.disconnect()
    observers.delete(box)
  },
}

function fit(box: HTMLElement): void {
  const { firstElementChild: child } = box
  if (!(child instanceof HTMLElement)) return
  for (const scale of SCALES) {
    child.style.zoom = scale === 1 ? '' : String(scale)
    if (box.scrollHeight <= box.clientHeight + 1) return
  }
}
