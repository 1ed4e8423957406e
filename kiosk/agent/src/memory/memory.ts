import { Keeper } from '@service-hall/journal'
import type { Clock, Log } from '@service-hall/server-kit'
import type { AgentFold } from './fold.ts'

const KEPT_MS = 7 * 24 * 3_600_000

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
  readonly #keeper: Keeper<State, Fact>
  readonly #log: Log

  /** Use `openMemory`. */
  constructor(keeper: Keeper<State, Fact>, log: Log) {
    this.#keeper = keeper
    this.#log = log
  }

  get state(): State {
    return this.#keeper.state
  }

  /** Whether facts can be kept. */
  get isHealthy(): boolean {
    return this.#keeper.isReady
  }

  /** Tells a listener from now on. Returns the function that ends it. */
  listen({ changed, committed, restored }: MemoryListener<Fact>): () => void {
    const factsOf = (entries: readonly { fact: Fact }[]): Fact[] => entries.map(({ fact }) => fact)
    const ends = [
      changed && this.#keeper.onChanged(changed),
      committed && this.#keeper.onCommitted((entries) => committed(factsOf(entries))),
      this.#keeper.onRebuilt(({ lost, found }) => {
        if (found.length > 0) committed?.(factsOf(found))
        restored?.(factsOf(lost))
      }),
    ]
    return () => ends.forEach((end) => end?.())
  }

  /**
   * Takes facts in. None: nothing happens. False when they cannot be kept now, which is logged: ask again after
   * `restored`.
   */
  record(facts: readonly Fact[]): boolean {
    if (facts.length === 0) return true
    if (!this.isHealthy) {
      this.#log.warn('memory.busy', { facts: facts.length })
      return false
    }
    this.#keeper.submit({ facts: [...facts] })
    return true
  }

  /** Takes facts in; resolves when they are on disk, and rejects when they are not, or may not be. */
  async keep(facts: readonly Fact[]): Promise<void> {
    if (!this.isHealthy) throw new Error('the memory takes no facts now')
    await this.#keeper.submit({ facts: [...facts] }).committed
  }

  /** Everything recorded is on disk, or known to be lost. */
  settled(): Promise<void> {
    return this.#keeper.settled()
  }

  close(): Promise<void> {
    return this.#keeper.close()
  }
}

/**
 * Opens the memory of one station: a snapshot every 2,000 facts, so that a start replays few, and no facts that a
 * snapshot of more than a week ago covers. Throws the journal's errors; `journal.locked` when another agent has it.
 */
export async function openMemory<State, Fact extends { type: string }>(
  options: MemoryOptions<State, Fact>,
): Promise<Memory<State, Fact>> {
  const { path, clock, log, fold, pragmas = [], snapshotEvery = 2_000 } = options
  const { schema, empty, evolve, migrate, kinds, read } = fold
  const keeper = await Keeper.open<State, Fact>({
    path,
    clock,
    log,
    pragmas,
    snapshotEvery: () => snapshotEvery,
    keepMs: () => KEPT_MS,
    fold: {
      schema,
      empty,
      migrate,
      kinds,
      read,
      evolve: (state, fact, { at }) => evolve(state, fact, at),
    },
  })
  return new Memory(keeper, log)
}
