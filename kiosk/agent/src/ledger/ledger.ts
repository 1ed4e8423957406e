import { openJournal } from '@service-hall/journal'
import type { Entry, Journal } from '@service-hall/journal'
import { pause } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { AgentFact } from './facts.ts'
import { migrate } from './migrate.ts'
import { Retention } from './retention.ts'
import { STATE_SCHEMA, emptyState, evolve } from './state.ts'
import type { AgentState } from './state.ts'

const SNAPSHOT_EVERY = 2_000
const reopenMs = { first: 200, last: 10_000 }

export type LedgerOptions = {
  path: string
  clock: Clock
  log: Log
  /** Facts from one snapshot to the next; 2,000 unless given. */
  snapshotEvery?: number
  /** Further settings of the database; `'max_page_count = 20'` makes a small disk for tests. */
  pragmas?: readonly string[]
}

type Listener = {
  /** The state changed; what it rests on may not be on disk yet. */
  changed: () => void
  /** These facts are on disk: what they set in motion may happen now. */
  committed: (facts: AgentFact[]) => void
  /** Facts could not be kept; the state was read from disk again. */
  restored: (lost: AgentFact[]) => void
}

/**
 * The agent's memory: a state that is a fold of facts on disk. Facts show in the state at once, so that a second touch
 * sees the first; what they set in motion waits until they are durable.
 */
export class Ledger {
  readonly #journal: Journal<AgentFact>
  readonly #options: LedgerOptions
  readonly #retention: Retention
  #state: AgentState
  #listener: Listener | undefined
  #recovering: Promise<void> | undefined
  #closed = false
  #lost: AgentFact[] = []

  /** Use `openLedger`. */
  constructor(journal: Journal<AgentFact>, options: LedgerOptions, state: AgentState) {
    this.#journal = journal
    this.#options = options
    this.#state = state
    const { clock, log, snapshotEvery: every = SNAPSHOT_EVERY } = options
    this.#retention = new Retention(journal, { clock, log, every })
    this.#retention.keep(state)
  }

  get state(): AgentState {
    return this.#state
  }

  /** Whether facts can be kept. */
  get isHealthy(): boolean {
    return this.#recovering === undefined && this.#journal.state === 'open'
  }

  listen(listener: Listener): void {
    this.#listener = listener
  }

  /** Takes facts in. None: nothing happens. False when they cannot be kept now: ask again after `restored`. */
  record(facts: AgentFact[]): boolean {
    if (facts.length === 0) return true
    if (!this.isHealthy) return false
    const { entries, committed } = this.#journal.submit({ facts })
    this.#state = entries.reduce((state, { fact, at }) => evolve(state, fact, at), this.#state)
    this.#retention.grown(entries.length, this.#state)
    this.#listener?.changed()
    committed.then(
      () => this.#listener?.committed(facts),
      (cause: unknown) => this.#failed(facts, cause),
    )
    return true
  }

  /** Everything recorded is on disk, or known to be lost. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.#journal.flushed(), this.#recovering])
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#retention.settled()
    await this.#journal.close()
  }

  #failed(facts: AgentFact[], cause: unknown): void {
    this.#options.log.error('ledger.commitFailed', cause, { facts: facts.length })
    this.#lost.push(...facts)
    this.#recovering ??= this.#recover().then(() => {
      this.#recovering = undefined
      this.#listener?.restored(this.#lost.splice(0))
    })
  }

  async #recover(): Promise<void> {
    const { clock, log } = this.#options
    for (let wait = reopenMs.first; !this.#closed; wait = Math.min(wait * 2, reopenMs.last)) {
      try {
        await this.#journal.reopen()
        this.#state = await restore(this.#journal)
        break
      } catch (cause) {
        log.error('ledger.reopenFailed', cause, { againInMs: wait })
        await pause(clock, wait)
      }
    }
  }
}

/** Opens the memory of one station. Throws the journal's errors; `journal.locked` when another agent has it. */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { path, clock, pragmas = [] } = options
  const journal = await openJournal<AgentFact>({ path, clock: () => Math.floor(clock.now()), pragmas })
  return new Ledger(journal, options, await restore(journal))
}

async function restore(journal: Journal<AgentFact>): Promise<AgentState> {
  const { state } = await journal.restore<AgentState>({
    schema: STATE_SCHEMA,
    empty: emptyState,
    evolve: (state, fact, { at }: Entry<AgentFact>) => evolve(state, fact, at),
    migrate,
  })
  return state
}
