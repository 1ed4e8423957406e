import type { Outcome } from '../common/device.ts'
import type { DeviceError } from '../common/words.ts'
import { maskOf } from './dialect.ts'
import type { Accept, Session } from './dialect.ts'
import type { Waits } from './waits.ts'

const ENABLE_MS = 5_000
const noAnswer: DeviceError = { code: 'noAnswer', action: 'clear' }

type Parts = {
  waits: Waits
  /** The talk on the present line, if there is one. */
  session: () => Session | undefined
  lineError: () => DeviceError | undefined
}

/** What the caller wants to be taken, and whether the acceptor has been told. */
export class Acceptance {
  readonly #parts: Parts
  #wanted: Accept = 'none'

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get wanted(): Accept {
    return this.#wanted
  }

  /** Resolves when the acceptor takes these; `unsupported` when it knows none of them. */
  async take(accept: Accept): Promise<Outcome> {
    const error = this.#parts.lineError()
    if (error) return { ok: false, error }
    if (maskOf(this.#parts.session()?.table ?? [], accept) === 0)
      return { ok: false, error: { code: 'unsupported', action: 'configuration' } }
    return this.#wish(accept)
  }

  /** Resolves when the acceptor takes nothing more. */
  takeNothing(): Promise<Outcome> {
    return this.#wish('none')
  }

  /** Takes nothing from now on, without a word to the acceptor; says whether it took something before. */
  end(): boolean {
    const took = this.#wanted !== 'none'
    this.#wanted = 'none'
    return took
  }

  async #wish(accept: Accept): Promise<Outcome> {
    const { waits, session, lineError } = this.#parts
    this.#wanted = accept
    waits.wake()
    const isDone = () => {
      const state = session()
      return !state || this.#wanted !== accept || state.applied === maskOf(state.table, accept)
    }
    const inTime = await waits.until(isDone, ENABLE_MS)
    // A line that is gone takes nothing either.
    const error = accept === 'none' && !session() ? undefined : lineError()
    if (error && accept !== 'none') return { ok: false, error }
    if (this.#wanted !== accept) return { ok: false, error: { code: 'canceled', action: 'suspend' } }
    return inTime ? { ok: true } : { ok: false, error: noAnswer }
  }
}
