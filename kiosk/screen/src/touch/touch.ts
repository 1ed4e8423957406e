import type { Directive } from 'vue'
import { cancel, down, move, noPresses, pageTurned, tapped, up } from './press.ts'
import type { Presses } from './press.ts'

/** One screen, one set of fingers. */
let presses: Presses = noPresses
let lit: HTMLElement | null = null
const actions = new WeakMap<HTMLElement, () => void>()

/** To be told whenever another page comes up, so that a finger meant for the old one does not press the new. */
export function turnPage(): void {
  settle(pageTurned(presses))
}

/** A touch that turned the page without a button: the second half of a double tap is its echo. */
export function tappedBefore({ clientX, clientY, timeStamp }: PointerEvent): void {
  settle(tapped(presses, { x: clientX, y: clientY }, timeStamp))
}

/** Keeps the mark of the button that is held in step with what counts. */
function settle(next: Presses): void {
  presses = next
  const held = next.held?.target instanceof HTMLElement ? next.held.target : null
  if (lit !== held) lit?.removeAttribute('data-held')
  held?.setAttribute('data-held', '')
  lit = held
}

function isOff(element: HTMLElement): boolean {
  return element.matches(':disabled, [aria-disabled="true"]')
}

function onDown(event: PointerEvent): void {
  const target = event.currentTarget
  if (!(target instanceof HTMLElement) || event.button !== 0 || isOff(target)) return
  const start = { x: event.clientX, y: event.clientY }
  settle(down(presses, { pointerId: event.pointerId, target, start, at: event.timeStamp }))
  if (presses.held?.pointerId === event.pointerId) target.setPointerCapture(event.pointerId)
}

function onMove(event: PointerEvent): void {
  settle(move(presses, event.pointerId, { x: event.clientX, y: event.clientY }))
}

function onUp(event: PointerEvent): void {
  const { presses: next, pressed } = up(
    presses,
    event.pointerId,
    { x: event.clientX, y: event.clientY },
    event.timeStamp,
  )
  settle(next)
  const target = event.currentTarget
  if (pressed && target instanceof HTMLElement && !isOff(target)) actions.get(target)?.()
}

function onCancel(event: PointerEvent): void {
  settle(cancel(presses, event.pointerId))
}

/** Keyboards and assistive programs click without a pointer; the clicks of fingers were dealt with above. */
function onClick(event: MouseEvent): void {
  const target = event.currentTarget
  if (event.detail === 0 && target instanceof HTMLElement && !isOff(target)) actions.get(target)?.()
}

/**
 * `v-press="action"` on a button: acts when the finger lifts, forgives slips of up to 24 px and long presses, lets
 * one finger press at a time, swallows the second half of a double tap that turned the page, and works by keyboard.
 * While it is held, the element carries `data-held`.
 */
export const vPress: Directive<HTMLElement, () => void> = {
  mounted(element, binding) {
    actions.set(element, binding.value)
    element.addEventListener('pointerdown', onDown)
    element.addEventListener('pointermove', onMove)
    element.addEventListener('pointerup', onUp)
    element.addEventListener('pointercancel', onCancel)
    element.addEventListener('click', onClick)
  },
  updated(element, binding) {
    actions.set(element, binding.value)
  },
  beforeUnmount(element) {
    if (presses.held?.target === element) settle({ ...presses, held: null })
  },
}
