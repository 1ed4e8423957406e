import { SURROUNDINGS_EVERY_MS, SURROUNDINGS_TEXT, Surroundings } from '@service-hall/contract'
import { reasonOf } from '@service-hall/server-kit'
import type { Cancel, Clock, Log } from '@service-hall/server-kit'
import type { SurroundingsKeeper } from './keeper.ts'

/** Asks the region. `text` null: it is of a release that does not say. Rejects where no answer came. */
export type AsksRegion = { askSurroundings(version: string | null): Promise<string | null> }

/** After the line has come up it asks within so long, ms: halls that come back together do not ask together. */
const FIRST_MS = 1_000

type Options = { keeper: SurroundingsKeeper; clock: Clock; log: Log; random?: () => number }

/** Asks the region what is near by, once each half minute while the line is up, and gives it to the keeper. */
export class SurroundingsAsker {
  readonly #line: AsksRegion
  readonly #options: Options
  readonly #random: () => number
  #cancel: Cancel | null = null
  /** Names the line that is asked; an answer that comes over an earlier one sets nothing in motion. */
  #lines = 0
  /** What was said last in the log: the same is not said each half minute. */
  #said = ''

  constructor(line: AsksRegion, options: Options) {
    this.#line = line
    this.#options = options
    this.#random = options.random ?? Math.random
  }

  /** The line has come up. */
  lineCame(): void {
    this.#lines += 1
    this.#after(this.#random() * FIRST_MS)
  }

  stop(): void {
    this.#lines += 1
    this.#cancel?.()
  }

  #after(ms: number): void {
    this.#cancel?.()
    const line = this.#lines
    this.#cancel = this.#options.clock.after(ms, () => {
      void this.#ask().then((isOver) => {
        if (!isOver && line === this.#lines) this.#after(SURROUNDINGS_EVERY_MS * (0.9 + this.#random() / 5))
      })
    })
  }

  /** True: this hub is not to be asked again. What goes wrong is tried again in its turn. */
  async #ask(): Promise<boolean> {
    const { keeper, clock } = this.#options
    const askedAt = clock.monotonic()
    try {
      const text = await this.#line.askSurroundings(keeper.version)
      if (text === null) return true
      if (text.length > SURROUNDINGS_TEXT) throw new Error('too long a text')
      const told = Surroundings.parse(JSON.parse(text))
      if (!keeper.take(told, askedAt)) throw new Error(`a list of version ${told.version} is not here`)
      this.#say('')
    } catch (cause) {
      this.#say(reasonOf(cause))
    }
    return false
  }

  #say(reason: string): void {
    if (reason === this.#said) return
    this.#said = reason
    if (reason !== '') this.#options.log.warn('surroundings.notHeard', { reason })
  }
}
