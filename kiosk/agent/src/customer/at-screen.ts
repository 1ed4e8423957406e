import type { Cancel, Clock } from '@service-hall/server-kit'

/** A screen that has said nothing for so long has died, ms: whoever stood there is no longer known of. */
const UNHEARD_MS = 20_000
/** Who gets nowhere for so long is no person, but a screen that touches itself: it holds up nothing, ms. */
const LONGEST_MS = 30 * 60_000
/** After so long without a ticket it is noted, and again each time that it has lasted twice as long, ms. */
export const NOTED_AFTER_MS = 60_000

type Stay = { since: number; touchesBefore: number; noteAt: number; cancel: Cancel }

export type AtScreenListener = {
  /** A customer gets nowhere: for so long, ms. */
  noted: (stay: { forMs: number; touches: number }) => void
  /** One of whom that was said has left, or has what they came for. */
  ended: () => void
  /** Nobody is at the screen any more. */
  left: () => void
}

/**
 * The customer at the screen, as the screen says, in memory only. How long they stay without getting anywhere is measured
 * by the steady clock, from the first touch or the last ticket. While the machine itself is at work (`isWorking`), nothing
 * is noted: that wait is the machine's.
 */
export class AtScreen {
  readonly #clock: Clock
  readonly #isWorking: () => boolean
  readonly #listeners: AtScreenListener[] = []
  #stay: Stay | null = null
  #touches = 0
  #wasNoted = false
  #cancelUnheard: Cancel | undefined

  constructor(clock: Clock, isWorking: () => boolean) {
    this.#clock = clock
    this.#isWorking = isWorking
  }

  listen(listener: AtScreenListener): void {
    this.#listeners.push(listener)
  }

  /** Whether a customer is there who must not be disturbed. */
  get isThere(): boolean {
    return this.#stay !== null && this.#clock.monotonic() - this.#stay.since < LONGEST_MS
  }

  /** What has been noted and goes on; null: nothing. */
  get noted(): { forMs: number; touches: number } | null {
    return this.#stay && this.#wasNoted ? this.#measured(this.#stay) : null
  }

  /** The screen says who is there. */
  said(present: boolean, touches: number): void {
    this.#cancelUnheard?.()
    if (!present) return this.gone()
    this.#touches = touches
    this.#stay ??= this.#begun(0)
    this.#cancelUnheard = this.#clock.after(UNHEARD_MS, () => this.gone())
  }

  /** They have a ticket: from here on they begin anew. */
  served(): void {
    if (this.#stay === null) return
    this.#end()
    this.#stay = this.#begun(this.#touches)
  }

  /** Nobody is there, or a technician. */
  gone(): void {
    this.#cancelUnheard?.()
    if (this.#stay === null) return
    this.#end()
    this.#touches = 0
    for (const { left } of this.#listeners) left()
  }

  stop(): void {
    this.#cancelUnheard?.()
    this.#stay?.cancel()
  }

  #begun(touchesBefore: number): Stay {
    const since = this.#clock.monotonic()
    return { since, touchesBefore, noteAt: NOTED_AFTER_MS, cancel: this.#noteAfter(NOTED_AFTER_MS) }
  }

  #noteAfter(ms: number): Cancel {
    return this.#clock.after(ms, () => this.#note())
  }

  #note(): void {
    const stay = this.#stay
    if (!stay) return
    if (this.#isWorking()) return void (stay.cancel = this.#noteAfter(1_000))
    this.#wasNoted = true
    stay.noteAt *= 2
    const stayed = this.#measured(stay)
    stay.cancel = this.#noteAfter(Math.max(1_000, stay.noteAt - stayed.forMs))
    for (const { noted } of this.#listeners) noted(stayed)
  }

  #measured({ since, touchesBefore }: Stay): { forMs: number; touches: number } {
    return { forMs: this.#clock.monotonic() - since, touches: Math.max(0, this.#touches - touchesBefore) }
  }

  #end(): void {
    this.#stay?.cancel()
    this.#stay = null
    if (!this.#wasNoted) return
    this.#wasNoted = false
    for (const { ended } of this.#listeners) ended()
  }
}
