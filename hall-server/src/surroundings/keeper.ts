import { SurroundingsTold } from '@service-hall/contract'
import type { GuidePlace, Surroundings } from '@service-hall/contract'
import { readPrivate, writePrivate } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import { z } from 'zod'

/** Places change seldom; that they were heard of is noted on the disk so often, ms. */
const NOTED_MS = 3_600_000

/** On the disk: without figures, which are over with the process. `heardAt`: epoch ms, for people to read. */
const Kept = z.object({
  version: SurroundingsTold.shape.version.unwrap(),
  places: SurroundingsTold.shape.places.unwrap(),
  heardAt: z.number(),
})
type Copy = { version: string; places: GuidePlace[]; waiting: Surroundings['waiting']; heardAt: number }

export type KeeperOptions = { path: string; clock: Clock; log: Log }

/**
 * The hall's copy of what the region says is near by, with its age: by the steady clock while the process runs, by the wall
 * clock where the copy is of an earlier run.
 */
export class SurroundingsKeeper {
  readonly #options: KeeperOptions
  #copy: Copy | null = null
  #notedAt = -Infinity
  #writing: Promise<void> = Promise.resolve()
  readonly #listeners = new Set<(told: SurroundingsTold) => void>()

  private constructor(options: KeeperOptions) {
    this.#options = options
  }

  static async open(options: KeeperOptions): Promise<SurroundingsKeeper> {
    const keeper = new SurroundingsKeeper(options)
    const { path, clock, log } = options
    const text = await readPrivate(path)
    if (text === null) return keeper
    try {
      const { version, places, heardAt } = Kept.parse(JSON.parse(text))
      const age = Math.max(0, clock.now() - heardAt)
      keeper.#copy = { version, places, waiting: [], heardAt: clock.monotonic() - age }
    } catch (cause) {
      log.error('surroundings.unreadable', cause)
    }
    return keeper
  }

  /** Version of the list that is here; null: none is. */
  get version(): string | null {
    return this.#copy?.version ?? null
  }

  /** All that is known, as kiosks are told it. */
  get told(): SurroundingsTold {
    if (!this.#copy) return { version: null, places: null, waiting: [], ageMs: null }
    const { version, places, waiting, heardAt } = this.#copy
    return { version, places, waiting, ageMs: Math.max(0, this.#options.clock.monotonic() - heardAt) }
  }

  /** Told what is new: without the places where they are as they were. */
  onChanged(listener: (told: SurroundingsTold) => void): void {
    this.#listeners.add(listener)
  }

  /**
   * Takes the region's word. `askedAt`: by the steady clock; it cannot be younger. False: it leaves out a list that is not
   * here.
   */
  take({ version, places, waiting }: Surroundings, askedAt: number): boolean {
    const isKnown = this.#copy?.version === version
    const list = places ?? (isKnown ? this.#copy?.places : undefined)
    if (!list) return false
    this.#copy = { version, places: list, waiting, heardAt: askedAt }
    for (const listener of this.#listeners) listener(isKnown ? { ...this.told, places: null } : this.told)
    if (!isKnown || askedAt - this.#notedAt > NOTED_MS) this.#keep(this.#copy)
    return true
  }

  /** Resolves when the disk has what was taken. */
  settled(): Promise<void> {
    return this.#writing
  }

  #keep({ version, places, heardAt }: Copy): void {
    const { path, clock, log } = this.#options
    this.#notedAt = heardAt
    const at = clock.now() - (clock.monotonic() - heardAt)
    const text = JSON.stringify({ version, places, heardAt: Math.round(at) })
    this.#writing = this.#writing
      .then(() => writePrivate(path, text))
      .catch((cause: unknown) => log.error('surroundings.notKept', cause))
  }
}
