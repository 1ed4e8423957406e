import { addDays, dayAt } from './calendar.ts'

/** The utility's clock and business day: the day in China, or the one after where that was closed before midnight (日切). */
export class UtilityTime {
  readonly #wall: () => number
  #offsetMs = 0
  #closed = ''

  constructor(wall: () => number) {
    this.#wall = wall
  }

  now(): number {
    return Math.floor(this.#wall() + this.#offsetMs)
  }

  today(): string {
    return dayAt(this.now())
  }

  businessDay(): string {
    const today = this.today()
    return today > this.#closed ? today : addDays(this.#closed, 1)
  }

  set(change: { now?: number; advanceMs?: number }): number {
    if (change.now !== undefined) this.#offsetMs = change.now - this.#wall()
    this.#offsetMs += change.advanceMs ?? 0
    return this.now()
  }

  /** Cut-over: closes the business day of now, and says which it was. */
  closeDay(): string {
    this.#closed = this.businessDay()
    return this.#closed
  }
}
