/** Who asks for a password check. */
export type Asker = {
  /** Where from: a network, or a browser that is known. */
  place: string
  /** No sign-in failed from there of late: such askers go first, and some of the places to wait are kept for them. */
  clean: boolean
}

type Turn = Asker & { go: () => void }

/** Checks that may wait: at a third of a second each nobody waits longer than the page does. */
const MOST_WAITING = 16
/** Of those, kept for askers without failures. */
const KEPT_FOR_CLEAN = 8
/** From one place, the one being checked included. */
const MOST_FROM_ONE = 4

/**
 * Password checks one at a time: each costs 32 MiB and a third of a second of a core. Few wait, and whoever guesses at
 * many accounts at once neither keeps out nor goes before those who just mistyped nothing.
 */
export class HashTurns {
  #running: Asker | null = null
  readonly #waiting: Turn[] = []

  /** Runs `check` when it is its turn; null: too many wait already. */
  async take<T>(asker: Asker, check: () => Promise<T>): Promise<T | null> {
    if (this.#running) {
      if (!this.#hasRoomFor(asker)) return null
      await new Promise<void>((go) => this.#waiting.push({ ...asker, go }))
    }
    this.#running = asker
    try {
      return await check()
    } finally {
      this.#next()
    }
  }

  #hasRoomFor({ place, clean }: Asker): boolean {
    const here = [this.#running, ...this.#waiting].filter((turn) => turn?.place === place).length
    if (here >= MOST_FROM_ONE) return false
    const waiting = clean ? this.#waiting : this.#waiting.filter((turn) => !turn.clean)
    return waiting.length < (clean ? MOST_WAITING : MOST_WAITING - KEPT_FOR_CLEAN)
  }

  #next(): void {
    const first = this.#waiting.findIndex(({ clean }) => clean)
    const [turn] = this.#waiting.splice(Math.max(0, first), 1)
    // The place is handed on, not given up: nobody slips in between.
    this.#running = turn ?? null
    turn?.go()
  }
}
