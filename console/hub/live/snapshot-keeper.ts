import type { HallId } from '@service-hall/contract'
import type { Cancel, Clock, Log } from '@service-hall/server-kit'
import type { Store } from '../core/store.ts'
import { keepSnapshots } from '../inbox/snapshots/store.ts'
import type { Snapshot } from '../inbox/snapshots/store.ts'
import type { Folded } from './follow-inbox.ts'
import { foldSchema } from './fold-schema.ts'
import type { LiveRegion } from './live-region.ts'

const LOOK_MS = 20_000
/** A hall's state is kept after so many facts, or after so long when there were fewer. */
const MOST_FACTS = 1_000
const LONGEST_MS = 10 * 60_000
/** Not kept where another node has kept one that is nearer, facts. */
const NEARER = 100
/** States in one transaction. */
const GROUP = 50
/** What a stop takes at most, ms: whoever is not kept then is folded at the next start. */
const STOP_MS = 6_000

type Unkept = { facts: number; since: number }

/** Keeps the states of halls now and then and at a clean stop, so that a hub begins where it was. */
export class SnapshotKeeper {
  readonly #store: Store
  readonly #live: LiveRegion
  readonly #rolled: () => Promise<void>
  readonly #clock: Clock
  readonly #log: Log
  readonly #unkept = new Map<HallId, Unkept>()
  #cancel: Cancel = () => undefined
  #keeping: Promise<void> = Promise.resolve()
  #stopped = false

  /** @param rolled resolves when the roll-ups have all that was folded: a state ahead of them would make them anew */
  constructor(
    store: Store,
    { live, rolled, clock, log }: { live: LiveRegion; rolled: () => Promise<void>; clock: Clock; log: Log },
  ) {
    this.#store = store
    this.#live = live
    this.#rolled = rolled
    this.#clock = clock
    this.#log = log
    this.#again()
  }

  /** Facts of a hall were folded. */
  note({ hallId, from, to }: Pick<Folded, 'hallId' | 'from' | 'to'>): void {
    if (to < from) return
    const known = this.#unkept.get(hallId) ?? { facts: 0, since: this.#clock.monotonic() }
    this.#unkept.set(hallId, { ...known, facts: known.facts + to - from + 1 })
  }

  /** Keeps what is not kept, a last time. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancel()
    await this.#keeping
    await this.#keep([...this.#unkept.keys()], this.#clock.monotonic() + STOP_MS)
  }

  #again(): void {
    this.#cancel = this.#clock.after(LOOK_MS, () => {
      const now = this.#clock.monotonic()
      const due = [...this.#unkept].filter(
        ([, { facts, since }]) => facts >= MOST_FACTS || now - since >= LONGEST_MS,
      )
      this.#keeping = this.#keep(due.map(([hallId]) => hallId)).finally(() => this.#stopped || this.#again())
    })
  }

  async #keep(halls: readonly HallId[], until = Infinity): Promise<void> {
    for (let at = 0; at < halls.length && this.#clock.monotonic() < until; at += GROUP) {
      const group = halls.slice(at, at + GROUP)
      const snapshots = group.flatMap((hallId) => this.#snapshotOf(hallId))
      for (const hallId of group) this.#unkept.delete(hallId)
      try {
        await this.#rolled()
        await keepSnapshots(this.#store, snapshots, { nearer: NEARER })
      } catch (error) {
        // Nothing is lost by it: what is missing is folded from the facts.
        this.#log.error('snapshots.notKept', error, { halls: group.length })
      }
    }
  }

  #snapshotOf(hallId: HallId): Snapshot[] {
    const hall = this.#live.hall(hallId)
    const { ordinal, number } = hall.position
    if (ordinal === 0 || number === 0) return []
    return [{ hall: hallId, ordinal, number, at: hall.at, schema: foldSchema(), state: hall.state() }]
  }
}
