/** The most numbers remembered; further ones push the oldest out. */
const MOST_KEPT = 10_000

/**
 * Failed sign-ins under staff numbers that nobody has. They are locked like those of real accounts, or else the lock
 * would tell which numbers exist. In memory only: there is nothing to protect behind them.
 */
export class UnknownNumbers {
  readonly #failures = new Map<string, { count: number; lockedUntil: number }>()

  /** Until when a number is locked, epoch ms; 0: it is not. */
  lockedUntil(number: string, now: number): number {
    const { lockedUntil = 0 } = this.#failures.get(number) ?? {}
    return lockedUntil > now ? lockedUntil : 0
  }

  /** Counts a failure, unless the number is locked. The rule is that of `staff.noteSignIn`. */
  failed(number: string, now: number, { attempts, lockMs }: { attempts: number; lockMs: number }): void {
    if (this.lockedUntil(number, now)) return
    const before = this.#failures.get(number)
    const count = before && !before.lockedUntil ? before.count + 1 : 1
    this.#failures.delete(number)
    this.#failures.set(number, { count, lockedUntil: count >= attempts ? now + lockMs : 0 })
    for (const oldest of this.#failures.keys()) {
      if (this.#failures.size <= MOST_KEPT) break
      this.#failures.delete(oldest)
    }
  }
}
