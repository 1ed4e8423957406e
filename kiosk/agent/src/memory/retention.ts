import type { Journal } from '@service-hall/journal'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'

const KEPT_MS = 7 * 24 * 3_600_000

export type RetentionOptions = {
  clock: Clock
  log: Log
  /** A snapshot after so many facts. */
  every: number
  /** Names the shape of the state. */
  schema: string
}

/**
 * Keeps the memory of an agent that runs for months small: a snapshot every so many facts, so that a start replays few,
 * and no facts that a snapshot of more than a week ago covers.
 */
export class Retention<State, Fact extends { type: string }> {
  readonly #journal: Journal<Fact>
  readonly #options: RetentionOptions
  #facts = 0
  #work: Promise<void> = Promise.resolve()

  constructor(journal: Journal<Fact>, options: RetentionOptions) {
    this.#journal = journal
    this.#options = options
  }

  /** So many facts were submitted; `state` is the state after the last of them. */
  grown(facts: number, state: State): void {
    this.#facts += facts
    if (this.#facts >= this.#options.every) this.keep(state)
  }

  /** Keeps the state after the last fact submitted, then forgets what is long past. A failure is logged only. */
  keep(state: State): void {
    const { clock, log, schema } = this.#options
    const number = this.#journal.lastNumber
    this.#facts = 0
    if (number === 0) return
    const now = clock.now()
    // The journal copies the state before this returns.
    const saved = this.#journal.saveSnapshot({ number, at: Math.floor(now), schema, state })
    this.#work = Promise.all([saved, this.#work])
      .then(() => this.#journal.prune({ before: now - KEPT_MS, schema }))
      .then(
        () => undefined,
        (cause: unknown) => log.error('memory.retentionFailed', cause),
      )
  }

  /** Resolves when nothing is under way. */
  settled(): Promise<void> {
    return this.#work
  }
}
