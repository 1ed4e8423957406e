import { openJournal } from '@service-hall/journal'
import type { Journal } from '@service-hall/journal'
import { pause } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { AgentFold } from './fold.ts'
import { Retention } from './retention.ts'

const SNAPSHOT_EVERY = 2_000
const reopenMs = { first: 200, last: 10_000 }

export type MemoryOptions<State, Fact> = {
  fold: AgentFold<State, Fact>
  path: string
  clock: Clock
  log: Log
  /** Facts from one snapshot to the next; 2,000 unless given. */
  snapshotEvery?: number
  /** Further settings of the database; `'max_page_count = 20'` makes a small disk for tests. */
  pragmas?: readonly string[]
}

export type MemoryListener<Fact> = {
  /** The state changed; what it rests on may not be on disk yet. */
  changed?: () => void
  /** These facts are on disk: what they set in motion may happen now. */
  committed?: (facts: readonly Fact[]) => void
  /** Facts could not be kept; the state was read from disk again. */
  restored?: (lost: readonly Fact[]) => void
}

/**
 * The agent's memory: a state that is a fold of facts on disk. Facts show in the state at once, so that a second touch
 * sees the first; what they set in motion waits until they are durable.
 */
export class Memory<State, Fact extends { type: string }> {
  readonly #journal: Journal<Fact>
  readonly #options: MemoryOptions<State, Fact>
  readonly #retention: Retention<State, Fact>
  readonly #listeners = new Set<MemoryListener<Fact>>()
  #state: State
  #recovering: Promise<void> | undefined
  #closed = false
  #lost: Fact[] = []

  /** Use `openMemory`. */
  constructor(journal: Journal<Fact>, options: MemoryOptions<State, Fact>, state: State) {
    this.#journal = journal
    this.#options = options
    this.#state = state
    const { clock, log, fold, snapshotEvery: every = SNAPSHOT_EVERY } = options
    this.#retention = new Retention(journal, { clock, log, every, schema: fold.schema })
    this.#retention.keep(state)
  }

  get state(): State {
    return this.#state
  }

  /** Whether facts can be kept. */
  get isHealthy(): boolean {
    return this.#recovering === undefined && this.#journal.state === 'open'
  }

  /** Tells a listener from now on. Returns the function that ends it. */
  listen(listener: MemoryListener<Fact>): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Takes facts in. None: nothing happens. False when they cannot be kept now, which is logged: ask again after
   * `restored`.
   */
  record(facts: readonly Fact[]): boolean {
    if (facts.length === 0) return true
    if (!this.isHealthy) {
      this.#options.log.warn('memory.busy', { facts: facts.length })
      return false
    }
    const { evolve } = this.#options.fold
    const { entries, committed } = this.#journal.submit({ facts: [...facts] })
    this.#state = entries.reduce((state, { fact, at }) => evolve(state, fact, at), this.#state)
    this.#retention.grown(entries.length, this.#state)
    for (const { changed } of this.#listeners) changed?.()
    committed.then(
      () => this.#listeners.forEach(({ committed: tell }) => tell?.(facts)),
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

  #failed(facts: readonly Fact[], cause: unknown): void {
    this.#options.log.error('memory.commitFailed', cause, { facts: facts.length })
    this.#lost.push(...facts)
    this.#recovering ??= this.#recover().then(() => {
      this.#recovering = undefined
      const lost = this.#lost.splice(0)
      this.#options.log.info('memory.restored', { lost: lost.length })
      for (const { restored } of this.#listeners) restored?.(lost)
    })
  }

  async #recover(): Promise<void> {
    const { clock, log, fold } = this.#options
    for (let wait = reopenMs.first; !this.#closed; wait = Math.min(wait * 2, reopenMs.last)) {
      try {
        await this.#journal.reopen()
        this.#state = await restore(this.#journal, fold)
        break
      } catch (cause) {
        log.error('memory.reopenFailed', cause, { againInMs: wait })
        await pause(clock, wait)
      }
    }
  }
}

/** Opens the memory of one station. Throws the journal's errors; `journal.locked` when another agent has it. */
export async function openMemory<State, Fact extends { type: string }>(
  options: MemoryOptions<State, Fact>,
): Promise<Memory<State, Fact>> {
  const { path, clock, fold, pragmas = [] } = options
  const journal = await openJournal<Fact>({ path, clock: () => Math.floor(clock.now()), pragmas })
  return new Memory(journal, options, await restore(journal, fold))
}

async function restore<State, Fact extends { type: string }>(
  journal: Journal<Fact>,
  { schema, empty, evolve, migrate }: AgentFold<State, Fact>,
): Promise<State> {
  const { state } = await journal.restore<State>({
    schema,
    empty,
    evolve: (before, fact, { at }) => evolve(before, fact, at),
    migrate,
  })
  return state
}
