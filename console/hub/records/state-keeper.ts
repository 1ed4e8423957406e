import type { Log } from '@service-hall/server-kit'
import type { Store } from '../core/store.ts'
import { keepState } from './kept-states/store.ts'

/** The state is kept after so many facts, and at a clean stop after fewer: a start folds no more than these. */
const MOST_FACTS = 5_000
const FEW_FACTS = 500

/** Keeps what the records add up to now and then. What could not be kept is folded at the next start. */
export class StateKeeper {
  readonly #store: Store
  readonly #log: Log
  readonly #schema: string
  readonly #state: object & { number: number }
  #unkept = 0
  #keeping: Promise<void> = Promise.resolve()

  constructor(
    store: Store,
    log: Log,
    { schema, state }: { schema: string; state: object & { number: number } },
  ) {
    this.#store = store
    this.#log = log
    this.#schema = schema
    this.#state = state
  }

  /** So many facts were folded. */
  note(facts: number): void {
    this.#unkept += facts
  }

  /** Keeps the state if that is worth it. */
  look(): void {
    if (this.#unkept >= MOST_FACTS) this.#keep()
  }

  /** Keeps what is not kept, a last time. */
  async stop(): Promise<void> {
    if (this.#unkept >= FEW_FACTS) this.#keep()
    await this.#keeping
  }

  #keep(): void {
    this.#unkept = 0
    const state = this.#state
    const kept = keepState(this.#store, { schema: this.#schema, number: state.number, state })
    this.#keeping = Promise.all([this.#keeping, kept]).then(
      () => undefined,
      (error: unknown) => this.#log.error('records.stateNotKept', error),
    )
  }
}
