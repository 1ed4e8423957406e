import { setImmediate as turn } from 'node:timers/promises'
import { refuse } from '@service-hall/contract'
import type { Refusal } from '@service-hall/contract'
import type { Clock } from '@service-hall/server-kit'

/** What one look at the past may take, ms. */
const LONGEST_MS = 10_000
/** Looks at the past at once, and how many may wait for their turn. */
const AT_ONCE = 2
const MOST_WAITING = 30
/** Work is given up for others after so long, ms: facts of halls come meanwhile. */
const SLICE_MS = 12

/** A look at the past went on for too long. */
class TooLong extends Error {}

/** What a piece of work asks now and then: lets others have their turn, and ends what takes too long. */
export type Breath = () => Promise<void>

/** Looks at the past, some at a time: the present comes first. */
export class PastWork {
  readonly #clock: Clock
  #running = 0
  readonly #waiting: (() => void)[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Does a piece of work in its turn; answers why not when there are too many, or it took too long. */
  async run<T>(task: (breath: Breath) => Promise<T>): Promise<T | Refusal> {
    if (this.#running >= AT_ONCE) {
      if (this.#waiting.length >= MOST_WAITING) return { ...refuse('history.busy'), retryAfterMs: 1_000 }
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    } else this.#running += 1
    try {
      return await task(this.#breath())
    } catch (error) {
      if (error instanceof TooLong) return refuse('history.tooLong')
      throw error
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running -= 1
    }
  }

  #breath(): Breath {
    const until = this.#clock.monotonic() + LONGEST_MS
    let slice = this.#clock.monotonic() + SLICE_MS
    return async () => {
      const now = this.#clock.monotonic()
      if (now >= until) throw new TooLong()
      if (now < slice) return
      await turn()
      slice = this.#clock.monotonic() + SLICE_MS
    }
  }
}
