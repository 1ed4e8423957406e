import type { AnyFact } from './entry.ts'
import type { Journal } from './journal.ts'
import type { KeeperClock, KeeperLog } from './keeper.ts'

export type SnapshotKeepingOptions<S> = {
  schema: string
  clock: KeeperClock
  log: KeeperLog
  /** Facts from one snapshot to the next. */
  every: (state: S) => number
  /** How long facts are kept, ms; null: for ever. */
  keepMs: (state: S) => number | null
}

/**
 * Keeps a journal's file small and its start short: a snapshot every so many facts, and no facts past retention. A
 * failure is logged and nothing more: facts are safe without snapshots.
 */
export class SnapshotKeeping<S, F extends AnyFact> {
  readonly #journal: Journal<F>
  readonly #options: SnapshotKeepingOptions<S>
  #last: number
  /** Facts from the last snapshot to the next: asked for once a snapshot, since the answer may cost a walk of the state. */
  #every: number
  #work: Promise<void> = Promise.resolve()

  /** `last`: number of the fact that the latest snapshot covers; 0: there is none. */
  constructor(journal: Journal<F>, state: S, last: number, options: SnapshotKeepingOptions<S>) {
    this.#journal = journal
    this.#last = last
    this.#every = options.every(state)
    this.#options = options
  }

  /** The state has grown to fact `number`: keeps a snapshot when that is far enough from the last. */
  noteGrowth(number: number, state: S): void {
    if (number - this.#last >= this.#every) this.keep(number, state)
  }

  /** The state was thrown away and read from the disk, where it ends with fact `number`. */
  noteRebuilt(number: number): void {
    this.#last = Math.min(this.#last, number)
  }

  /** Keeps the state after fact `number`, then forgets what is past retention. The state is copied before this returns. */
  keep(number: number, state: S): void {
    if (number <= this.#last) return
    this.#last = number
    this.#every = this.#options.every(state)
    const { clock, log, schema, keepMs } = this.#options
    const at = Math.floor(clock.now())
    const kept = keepMs(state)
    this.#work = Promise.all([this.#journal.saveSnapshot({ number, at, schema, state }), this.#work])
      .then(() => (kept === null ? 0 : this.#journal.prune({ before: at - kept, schema })))
      .then((facts) => {
        if (facts > 0) log.info('journal.pruned', { facts })
      })
      .catch((cause: unknown) => log.error('journal.snapshotFailed', cause, { number }))
  }

  /** Resolves when nothing is being written any more; never rejects. */
  settled(): Promise<void> {
    return this.#work
  }
}
