import { deadline } from './clock.ts'
import type { Cancel, Clock } from './clock.ts'

/** A reply that somebody waits for. The promise gives `undefined` after the deadline or when the line ends. */
export type Expected<T> = { promise: Promise<T | undefined>; cancel: Cancel }

/** The one place where replies meet those who wait for them. Ends with its line; nobody is left hanging. */
export class Expectations<Reply> {
  readonly #clock: Clock
  readonly #waiters = new Map<(reply: Reply) => boolean, Cancel>()
  #ended = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Waits for the first reply that `match` recognises: for `ms` milliseconds, or as long as the line lives. */
  expect<T>(match: (reply: Reply) => T | undefined, ms?: number): Expected<T> {
    let cancel: Cancel = () => undefined
    const promise = new Promise<T | undefined>((resolve) => {
      const settle = (value: T | undefined) => {
        this.#waiters.delete(offer)
        cancelTimeout?.()
        resolve(value)
      }
      const offer = (reply: Reply) => {
        const value = match(reply)
        if (value !== undefined) settle(value)
        return value !== undefined
      }
      cancel = () => settle(undefined)
      const cancelTimeout = ms === undefined ? undefined : deadline(this.#clock, ms, cancel)
      if (this.#ended) cancel()
      else this.#waiters.set(offer, cancel)
    })
    return { promise, cancel }
  }

  /** Gives a reply to all who wait; says whether anybody took it. */
  offer(reply: Reply): boolean {
    const taken = [...this.#waiters.keys()].map((offer) => offer(reply))
    return taken.includes(true)
  }

  /** The line is gone: whoever waits, now or later, gets nothing. */
  end(): void {
    this.#ended = true
    for (const cancel of [...this.#waiters.values()]) cancel()
  }
}
