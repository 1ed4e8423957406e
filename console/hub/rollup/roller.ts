import type { HallId } from '@service-hall/contract'
import type { Cancel, Clock, Log } from '@service-hall/server-kit'
import type { Store } from '../core/store.ts'
import type { Measure } from '../live/measure.ts'
import { addStretches, rebuild, rolledAmong, rolledHalls } from './store.ts'
import type { Stretch } from './store.ts'

/** What has gathered is looked at so often, ms; that of few halls is added at once. */
const GATHER_MS = 1_000
const FEW = 200
/** Of many halls measures are gathered for longer: five facts of a hall cost little more to add than one, ms. */
const HELD_MS = 5_000
/** Halls in one transaction: on SQLite each waits for the disk, and the inbox waits for it. */
const GROUP = 1_000
/** What other nodes took is left to them for so long, ms; then it is seen whether they did. */
const OTHERS_MS = 15_000
/** A hall with more measures than this waiting is rebuilt from its facts instead: memory has an end. */
const MOST = 50_000

/** Measures that wait. `at`: since when, monotonic ms. */
type Pending = Stretch & { measures: { number: number; measure: Measure }[]; isOthers: boolean; at: number }

/**
 * Makes the roll-ups from what the live view folds: measures are gathered and added once a second, each once, be it by
 * this node or another. Facts and roll-ups are in different transactions; the position of each hall, which moves with its
 * roll-ups, tells what of its facts is in them, so that nothing is left out or doubled by a restart.
 */
export class Roller {
  readonly #store: Store
  readonly #clock: Clock
  readonly #log: Log
  #rolled = new Map<HallId, { ordinal: number; number: number }>()
  #pending = new Map<HallId, Pending>()
  readonly #toRebuild = new Set<HallId>()
  #cancel: Cancel | null = null
  #flushing: Promise<void> = Promise.resolve()
  #stopped = false

  private constructor(store: Store, clock: Clock, log: Log) {
    this.#store = store
    this.#clock = clock
    this.#log = log
  }

  static async open(store: Store, clock: Clock, log: Log): Promise<Roller> {
    const roller = new Roller(store, clock, log)
    for (const { hall, ...position } of await rolledHalls(store)) roller.#rolled.set(hall, position)
    return roller
  }

  /** How many halls wait for their roll-ups. */
  get waiting(): number {
    return this.#pending.size + this.#toRebuild.size
  }

  /**
   * Takes what facts of a hall add; stretches of a hall come in order. `isOthers`: another node took the facts and makes
   * their roll-ups; they are made here only if it died before it did.
   */
  note({ isOthers = false, ...stretch }: Stretch & { isOthers?: boolean }): void {
    const { hallId, ordinal, to } = stretch
    const has = this.#rolled.get(hallId)
    const before = this.#pending.get(hallId)
    this.#schedule()
    if (before && before.ordinal === ordinal && stretch.from === before.to + 1) {
      before.measures.push(...stretch.measures)
      if (before.measures.length > MOST) return this.#again(hallId)
      before.to = to
      before.isOthers &&= isOthers
      return
    }
    if (before) return this.#again(hallId)
    if (has && has.ordinal === ordinal && to <= has.number) return
    const at = this.#clock.monotonic()
    this.#pending.set(hallId, { ...stretch, measures: [...stretch.measures], isOthers, at })
  }

  /** Adds what waits, and rebuilds what has to be; what fails waits for the next time. */
  flush(): Promise<void> {
    return this.#flushWhat(() => true)
  }

  /** Adds what waits a last time. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancel?.()
    await this.flush()
  }

  #again(hallId: HallId): void {
    this.#pending.delete(hallId)
    this.#toRebuild.add(hallId)
  }

  #schedule(): void {
    if (this.#stopped) return
    this.#cancel ??= this.#clock.after(GATHER_MS, () => {
      this.#cancel = null
      const now = this.#clock.monotonic()
      const heldMs = this.#pending.size > FEW ? HELD_MS : 0
      void this.#flushWhat(({ isOthers, at }) => now - at >= (isOthers ? OTHERS_MS : heldMs))
    })
  }

  #flushWhat(isDue: (pending: Pending) => boolean): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#flush(isDue))
    return this.#flushing
  }

  async #flush(isDue: (pending: Pending) => boolean): Promise<void> {
    const due = [...this.#pending.values()].filter(isDue)
    for (const { hallId } of due) this.#pending.delete(hallId)
    if (this.#pending.size > 0) this.#schedule()
    const own = due.filter(({ isOthers }) => !isOthers)
    const left = await this.#leftByOthers(due.filter(({ isOthers }) => isOthers))
    const stretches = [...own, ...left]
    for (let at = 0; at < stretches.length; at += GROUP) await this.#add(stretches.slice(at, at + GROUP))
    for (const hallId of [...this.#toRebuild]) await this.#rebuild(hallId)
  }

  /** Those whose roll-ups another node should have made and has not. */
  async #leftByOthers(pending: readonly Pending[]): Promise<Pending[]> {
    if (pending.length === 0) return []
    try {
      const rolled = await rolledAmong(
        this.#store,
        pending.map(({ hallId }) => hallId),
      )
      for (const { hall, ...position } of rolled) this.#rolled.set(hall, position)
    } catch (error) {
      this.#log.error('rollup.notLookedUp', error, { halls: pending.length })
    }
    return pending.filter(({ hallId, ordinal, to }) => {
      const has = this.#rolled.get(hallId)
      return !has || has.ordinal < ordinal || (has.ordinal === ordinal && has.number < to)
    })
  }

  async #add(stretches: readonly Stretch[]): Promise<void> {
    try {
      const others = await addStretches(this.#store, stretches)
      for (const { hallId, ordinal, to } of stretches) this.#rolled.set(hallId, { ordinal, number: to })
      for (const hallId of others) this.#toRebuild.add(hallId)
    } catch (error) {
      this.#log.error('rollup.notAdded', error, { halls: stretches.length })
      // Whatever came of it, from the facts it comes right.
      for (const { hallId } of stretches) this.#again(hallId)
      this.#schedule()
    }
  }

  async #rebuild(hallId: HallId): Promise<void> {
    try {
      const { ordinal, number } = await rebuild(this.#store, hallId)
      this.#rolled.set(hallId, { ordinal, number })
      this.#toRebuild.delete(hallId)
      this.#log.info('rollup.rebuilt', { hall: hallId, number })
    } catch (error) {
      this.#log.error('rollup.notRebuilt', error, { hall: hallId })
      this.#schedule()
    }
  }
}
