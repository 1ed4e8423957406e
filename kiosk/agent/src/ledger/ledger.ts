import { openJournal } from '@service-hall/journal'
import type { Entry, Journal } from '@service-hall/journal'
import { pause } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { AgentFact } from './facts.ts'
import { emptyState, evolve } from './state.ts'
import type { AgentState } from './state.ts'

const KEPT_MS = 7 * 24 * 3_600_000
const SNAPSHOT_SCHEMA = 'agent-1'
const reopenMs = { first: 200, last: 10_000 }

export type LedgerOptions = {
  path: string
  clock: Clock
  log: Log
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
        this.#state = (await restore(this.#journal)).state
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
  const { path, clock, log, pragmas = [] } = options
  const journal = await openJournal<AgentFact>({ path, clock: () => Math.floor(clock.now()), pragmas })
  const { state, number } = await restore(journal)
  const ledger = new Ledger(journal, options, state)
  forgetOld(journal, { state, number, now: clock.now() }).catch((cause: unknown) =>
    log.error('ledger.pruneFailed', cause),
  )
  return ledger
}

function restore(journal: Journal<AgentFact>): Promise<{ state: AgentState; number: number }> {
  return journal.restore<AgentState>({
    schema: SNAPSHOT_SCHEMA,
    empty: emptyState,
    evolve: (state, fact, { at }: Entry<AgentFact>) => evolve(state, fact, at),
  })
}

async function forgetOld(
  journal: Journal<AgentFact>,
  { state, number, now }: { state: AgentState; number: number; now: number },
): Promise<void> {
  if (number === 0) return
  await journal.saveSnapshot({ number, at: Math.floor(now), schema: SNAPSHOT_SCHEMA, state })
  await journal.prune({ before: now - KEPT_MS, schema: SNAPSHOT_SCHEMA })
}
