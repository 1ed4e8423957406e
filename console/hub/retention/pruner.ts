import type { HallId } from '@service-hall/contract'
import type { Cancel, Clock, Log } from '@service-hall/server-kit'
import type { Store } from '../core/store.ts'
import { DAY_MS } from '../inbox/store.ts'
import { boundaryOf, dropPartitions, pruneHall } from './store.ts'

const EVERY_MS = 60 * 60_000
/** Facts are kept at least so long, days, whatever is asked for: a hall may come back after weeks. */
const LEAST_DAYS = 30

/** What the pruner asks of the live view: each hall and when it last told a fact, epoch ms. */
export type Told = () => readonly { hallId: HallId; at: number }[]

/** Lets facts go that are older than `keepDays`, hour by hour and some at a time; what fails is logged and tried again. */
export class Pruner {
  readonly #store: Store
  readonly #keepMs: number
  readonly #told: Told
  readonly #clock: Clock
  readonly #log: Log
  #cancel: Cancel = () => undefined
  #running: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(
    store: Store,
    { keepDays, told, clock, log }: { keepDays: number; told: Told; clock: Clock; log: Log },
  ) {
    this.#store = store
    this.#keepMs = Math.max(LEAST_DAYS, keepDays) * DAY_MS
    this.#told = told
    this.#clock = clock
    this.#log = log
  }

  start(): void {
    this.#cancel = this.#clock.after(EVERY_MS, () => {
      this.#running = this.run().finally(() => this.#stopped || this.start())
    })
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancel()
    await this.#running
  }

  /** One round over all halls. */
  async run(): Promise<void> {
    try {
      const halls = this.#told().filter(({ at }) => at > 0)
      const stamps = halls.map(({ at }) => at)
      const before = await boundaryOf(this.#store, { now: this.#clock.now(), stamps, keepMs: this.#keepMs })
      if (before === 0) return
      let facts = 0
      for (const { hallId } of halls)
        if (!this.#stopped) facts += await pruneHall(this.#store, hallId, before)
      const days = await dropPartitions(this.#store, before)
      if (facts + days > 0) this.#log.info('store.pruned', { facts, days, before })
    } catch (error) {
      this.#log.error('store.notPruned', error)
    }
  }
}
