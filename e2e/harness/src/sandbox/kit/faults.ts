/**
 * What goes wrong at one place of a sandbox: the next `times` times that `at` is reached, after letting `after` pass.
 * `at` and `does` are the sandbox's own words, listed where it declares them.
 */
export type Fault = { at: string; does: string; times: number; after?: number; ms?: number }

/** Faults in the order they were scripted; each is used up. Nothing is random here: who scripts has the seed. */
export class FaultScript {
  readonly #places: ReadonlySet<string>
  readonly #kinds: ReadonlySet<string>
  #faults: Required<Fault>[] = []
  /** How often each was used, by `at does`, for tests to see that a fault really happened. */
  readonly used = new Map<string, number>()

  constructor(places: readonly string[], kinds: readonly string[]) {
    this.#places = new Set(places)
    this.#kinds = new Set(kinds)
  }

  /** Adds faults. Throws where a place or a kind is none of this sandbox: a misspelt fault must not pass as none. */
  add(faults: readonly Fault[]): void {
    for (const { at, does, times, after = 0, ms = 0 } of faults) {
      if (!this.#places.has(at))
        throw new Error(`no such place: ${at}; there are ${[...this.#places].join(', ')}`)
      if (!this.#kinds.has(does))
        throw new Error(`no such fault: ${does}; there are ${[...this.#kinds].join(', ')}`)
      this.#faults.push({ at, does, times, after, ms })
    }
  }

  /** Takes back what is scripted, at one place or everywhere. */
  clear(at?: string): void {
    this.#faults = at === undefined ? [] : this.#faults.filter((fault) => fault.at !== at)
  }

  /** The fault that happens at this place now; null: none. */
  take(at: string): { does: string; ms: number } | null {
    for (const fault of this.#faults) {
      if (fault.at !== at || fault.times === 0) continue
      if (fault.after > 0) {
        fault.after -= 1
        continue
      }
      fault.times -= 1
      const name = `${at} ${fault.does}`
      this.used.set(name, (this.used.get(name) ?? 0) + 1)
      return { does: fault.does, ms: fault.ms }
    }
    return null
  }
}
