import { MACHINE_PACE_MS, dueAt, keyDown, noKeys, textPut, timePassed } from './pace.ts'
import type { Pace, Paced } from './pace.ts'
import { choicesAt, pressedBy, textFieldOf, turnChoices } from './targets.ts'
import { isBrowserOrder, isModifier, textOfKey } from './typed-key.ts'

/** Time as keys are measured by it, ms; on the same clock as the `timeStamp` of events. Never runs backwards. */
export type KeyClock = {
  monotonic(): number
  /** Runs the task once; the answer calls it off. */
  after(ms: number, task: () => void): () => void
}

export const browserKeyClock: KeyClock = {
  monotonic: () => performance.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
}

/** A key that a person pressed outside of text fields. */
export type PersonKey = { key: string; code: string; shift: boolean }

export type KeyGuardOptions = {
  clock: KeyClock
  /** A person pressed a key that types something, outside of text fields. */
  onKey: (key: PersonKey) => void
  /** A machine typed or pasted this outside of text fields; `\n` and `\t` stand for its Enter and Tab. */
  onScan: (text: string) => void
}

/** A key that is let go unseen (the browser's own menu had it) is down no longer than this, ms. */
const REPEATS_WITHIN_MS = 1_500
/** The page stood still for so long that keys may have been waiting for it, ms. */
const STOOD_STILL_MS = 25

type Act = () => void

/**
 * Stands before all that a page does by keys, and tells a machine that types like a keyboard (hand scanner, card reader,
 * pasted text) from a person by its pace. What a machine types does nothing but be told as a scan: no shortcut, no
 * button that has the focus, no dialog, no list of choices. A person's key acts after a short hold-back. A key held
 * down acts once. In a text field all text goes in; only the Enter or Tab that ends a machine's text does nothing.
 */
export class KeyGuard {
  readonly #options: KeyGuardOptions
  readonly #owner = new AbortController()
  /** Keys that are down, and which of them were kept from the page. */
  readonly #down = new Map<string, { kept: boolean; at: number }>()
  #pace: Pace<Act> = noKeys()
  /** Whether any of the present machine's text went into a text field. */
  #intoField = false
  #callOff: () => void = () => undefined

  /** `page`: the window, which hears every key first. */
  constructor(page: EventTarget, options: KeyGuardOptions) {
    this.#options = options
    const settings = { capture: true, signal: this.#owner.signal }
    page.addEventListener('keydown', (event) => this.#keyDown(event as KeyboardEvent), settings)
    page.addEventListener('keyup', (event) => this.#keyUp(event as KeyboardEvent), settings)
    page.addEventListener('paste', (event) => this.#pasted(event as ClipboardEvent), settings)
    page.addEventListener('blur', () => this.#down.clear(), settings)
  }

  close(): void {
    this.#owner.abort()
    this.#callOff()
  }

  #keyDown(event: KeyboardEvent): void {
    const field = textFieldOf(event.target)
    if (isModifier(event) || (field && event.isComposing)) return
    const text = textOfKey(event)
    const act = field ? null : this.#actOf(event, text)
    const kept = this.#isRepeated(event)
      ? act !== null || (field?.lines === 'one' && text === '\n')
      : this.#isKept({ event, text, act, inField: field !== null })
    if (event.code !== '') this.#down.set(event.code, { kept, at: event.timeStamp })
    if (kept) keepFromPage(event)
  }

  /** The keyboard's own repeats; a remote desktop's have no mark, but the key was never let go. */
  #isRepeated({ repeat, code, timeStamp }: KeyboardEvent): boolean {
    const before = this.#down.get(code)
    return repeat || (before !== undefined && timeStamp - before.at < REPEATS_WITHIN_MS)
  }

  #isKept({ event, text, act, inField }: Pressed): boolean {
    const isQuick = event.timeStamp - this.#pace.last < MACHINE_PACE_MS
    this.#take(keyDown(this.#pace, { at: event.timeStamp, text, act }))
    if (this.#pace.machine === null) return act !== null
    this.#intoField ||= inField
    return inField ? isQuick && (text === '\n' || text === '\t') : true
  }

  /** What a key would do outside of text fields; null: what the browser does, which harms nothing. */
  #actOf(event: KeyboardEvent, text: string): Act | null {
    if (isBrowserOrder(event)) return null
    const button = pressedBy(text, event.target)
    if (button) return () => isInReach(button) && button.click()
    if (text === '' || text === '\n' || text === '\t' || text === ' ') return null
    const choices = choicesAt(event.target)
    if (choices) return () => turnChoices(choices, text)
    const { key, code, shiftKey: shift } = event
    return () => this.#options.onKey({ key, code, shift })
  }

  #keyUp(event: KeyboardEvent): void {
    const was = this.#down.get(event.code)
    this.#down.delete(event.code)
    if (was?.kept === true) keepFromPage(event)
  }

  #pasted(event: ClipboardEvent): void {
    if (textFieldOf(event.target)) return
    keepFromPage(event)
    this.#take(textPut(this.#pace, event.timeStamp, event.clipboardData?.getData('text/plain') ?? ''))
  }

  #take({ pace, acts, scan }: Paced<Act>): void {
    this.#pace = pace
    if (scan !== null) this.#tell(scan)
    for (const act of acts) act()
    this.#callOff()
    const due = dueAt(pace)
    if (due !== null) this.#wait(due)
  }

  #tell(scan: string): void {
    const intoField = this.#intoField
    this.#intoField = false
    if (!intoField && scan.trim() !== '') this.#options.onScan(scan)
  }

  #wait(due: number): void {
    const { clock } = this.#options
    this.#callOff = clock.after(Math.max(0, due - clock.monotonic()), () => {
      // Keys that came while the page stood still are read before it is said that none came.
      if (clock.monotonic() - due > STOOD_STILL_MS) this.#callOff = clock.after(0, () => this.#settle())
      else this.#settle()
    })
  }

  #settle(): void {
    this.#take(timePassed(this.#pace, this.#options.clock.monotonic()))
  }
}

type Pressed = { event: KeyboardEvent; text: string; act: Act | null; inField: boolean }

function keepFromPage(event: Event): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

/** Still has the focus: nothing that was opened or closed meanwhile took its place. */
function isInReach(button: HTMLElement): boolean {
  return button.ownerDocument.activeElement === button
}
