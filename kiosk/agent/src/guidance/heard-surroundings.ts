import { SurroundingsTold } from '@service-hall/contract'
import type { GuidePlace, HallWaiting } from '@service-hall/contract'
import type { Clock } from '@service-hall/server-kit'

type Waiting = SurroundingsTold['waiting'][number]
/** `ageMs`, `heardAt` (epoch ms of the hall, for people to read) null: the hall itself has not heard. */
export type Heard = {
  places: GuidePlace[] | null
  waiting: ReadonlyMap<string, HallWaiting>
  ageMs: number | null
  heardAt: number | null
}
type Copy = { version: string | null; places: GuidePlace[] | null; waiting: Map<string, Waiting> }

/** What the hall said is near by; in memory only. Its age is measured by the steady clock. */
export class HeardSurroundings {
  readonly #clock: Clock
  #copy: Copy | null = null
  /** By the steady clock, and the stamp of it. */
  #since: { at: number; stamp: number } | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Takes the hall's word; false: it is none, or leaves out a list that is not here. `hallNow`: epoch ms. */
  take(said: unknown, hallNow: number): boolean {
    const { data: told } = SurroundingsTold.safeParse(said)
    if (!told) return false
    const { version, ageMs, waiting } = told
    const places = told.places ?? (this.#copy?.version === version ? this.#copy.places : null)
    if (version !== null && places === null) return false
    this.#copy = { version, places, waiting: new Map(waiting.map((row) => [row.hallId, row])) }
    this.#since =
      ageMs === null ? null : { at: this.#clock.monotonic() - ageMs, stamp: Math.round(hallNow - ageMs) }
    return true
  }

  /** Null: the hall says nothing of it. */
  get heard(): Heard | null {
    if (!this.#copy) return null
    const { places, waiting } = this.#copy
    const ageMs = this.#since && this.#clock.monotonic() - this.#since.at
    return { places, waiting, ageMs, heardAt: this.#since?.stamp ?? null }
  }
}
