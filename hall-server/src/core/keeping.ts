import type { Fact, HallConfig } from '@service-hall/contract'
import type { Journal } from '@service-hall/journal'
import type { Log } from '@service-hall/server-kit'
import { STATE_SCHEMA } from './state.ts'
import type { HallState } from './state.ts'

const DAY_MS = 86_400_000

export type KeepingOptions = {
  clock: () => number
  log: Log
  /** Facts between two snapshots, at least. */
  snapshotEvery: number
}

/** What a hall keeps to stand on at its next start: snapshots now and then, and no facts past retention. */
export class Keeping {
  #lastSnapshot: number
  /** Facts from the last snapshot to the next. */
  #snapshotAfter: number
  #saving: Promise<void> = Promise.resolve()
  readonly #journal: Journal<Fact>
  readonly #options: KeepingOptions

  /** `lastSnapshot`: number of the fact that the latest snapshot covers. */
  constructor(journal: Journal<Fact>, state: HallState, lastSnapshot: number, options: KeepingOptions) {
    this.#journal = journal
    this.#lastSnapshot = lastSnapshot
    this.#snapshotAfter = snapshotInterval(state, options.snapshotEvery)
    this.#options = options
  }

  /** Keeps a snapshot when enough has been committed since the last. */
  noteCommit(state: HallState): void {
    if (this.#journal.committedNumber - this.#lastSnapshot >= this.#snapshotAfter) this.keepSnapshot(state)
  }

  /** The state was thrown away and read from the disk. */
  noteRebuilt(state: HallState): void {
    this.#lastSnapshot = Math.min(this.#lastSnapshot, state.view.number)
  }

  /** The journal copies the state now and stores it when the disk has caught up. */
  keepSnapshot(state: HallState): void {
    const { number } = state.view
    if (number <= this.#lastSnapshot) return
    this.#lastSnapshot = number
    this.#snapshotAfter = snapshotInterval(state, this.#options.snapshotEvery)
    const snapshot = { number, at: this.#options.clock(), schema: STATE_SCHEMA, state }
    this.#saving = Promise.all([this.#journal.saveSnapshot(snapshot), this.#saving]).then(
      () => undefined,
      (error: unknown) => this.#options.log.error('snapshot.notKept', error, { number }),
    )
  }

  /** Once a day: keeps a snapshot to stand on, forgets facts past the retention time. */
  retire(state: HallState, { policies }: HallConfig): void {
    this.keepSnapshot(state)
    const before = this.#options.clock() - policies.retentionDays * DAY_MS
    this.#saving = this.#saving
      .then(() => this.#journal.prune({ before, schema: STATE_SCHEMA }))
      .then((pruned) => this.#options.log.info('retention.applied', { pruned }))
      .catch((error: unknown) => this.#options.log.error('retention.failed', error))
  }

  /** Resolves when nothing is being written any more; never rejects. */
  settled(): Promise<void> {
    return this.#saving
  }
}

/** A snapshot costs by the tickets in it: the more there are, the more facts go by until the next. */
function snapshotInterval({ view }: HallState, least: number): number {
  return Math.max(least, 2 * Object.keys(view.tickets).length)
}
