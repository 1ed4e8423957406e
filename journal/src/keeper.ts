import type { Answer, AnyFact, Entry } from './entry.ts'
import { JournalError } from './errors.ts'
import { openJournal, tell } from './journal.ts'
import type { Journal, JournalOptions, Submitted } from './journal.ts'
import type { Mark } from './marks.ts'
import type { Append } from './pending.ts'
import type { Range } from './replay.ts'
import type { Fold, Restored } from './restore.ts'
import { SnapshotKeeping } from './snapshot-keeping.ts'

/** `now`: epoch ms, for stamps. `after`: runs a task once, after some ms, unless the function it answers is called. */
export type KeeperClock = { now(): number; after(ms: number, task: () => void): () => void }

type Fields = Record<string, string | number>
/** What a keeper tells the log: `journal.pruned`, `journal.snapshotFailed`, `journal.snapshotUnreadable`, `journal.failed`, `journal.reopenFailed`, `journal.rebuilt`. */
export type KeeperLog = {
  info(event: string, fields?: Fields): void
  warn(event: string, fields?: Fields): void
  error(event: string, cause: unknown, fields?: Fields): void
}

export type KeeperOptions<S, F extends AnyFact> = Pick<
  JournalOptions<F>,
  'path' | 'upcast' | 'horizonMs' | 'lockWaitMs' | 'pragmas'
> & {
  fold: Fold<S, F>
  clock: KeeperClock
  log: KeeperLog
  /** Facts from one snapshot to the next, by the state at the first: a restart replays about this many. Default 2,000. */
  snapshotEvery?: (state: S) => number
  /** How long facts are kept, ms, by the state; null: for ever. Looked at with each snapshot. Default: for ever. */
  keepMs?: (state: S) => number | null
  /** Waits between attempts to reopen a failed journal, ms; the last one repeats. */
  reopenDelaysMs?: readonly number[]
}

/** What a rebuilt state ends with, and what became of the facts whose commit was reported as failed. */
export type Rebuilt<F> = {
  number: number
  /** Not on disk: they never happened. */
  lost: Entry<F>[]
  /** On disk after all: they happened, and `onCommitted` never told of them. */
  found: Entry<F>[]
}

const REOPEN_DELAYS_MS = [100, 250, 500, 1_000, 2_000, 5_000]

/**
 * A state that is a fold of facts on disk, and the one way it changes: `submit` folds facts in at once and commits them
 * with the next group. The state therefore runs ahead of the disk by the commits under way, and nothing of it may leave
 * the process before its commit: wait for `committed`, `onCommitted` or `whenCommitted`. When a commit fails, the state
 * is thrown away and read from the disk again.
 */
export class Keeper<S, F extends AnyFact> {
  readonly #journal: Journal<F>
  readonly #fold: Fold<S, F>
  readonly #options: Pick<KeeperOptions<S, F>, 'clock' | 'log'> & { reopenDelaysMs: readonly number[] }
  readonly #snapshots: SnapshotKeeping<S, F>
  readonly #changed = new Set<() => void>()
  readonly #committed = new Set<(entries: Entry<F>[]) => void>()
  readonly #rebuilt = new Set<(rebuilt: Rebuilt<F>) => void>()
  #state: S
  /** Number of the last fact in the state. */
  #number: number
  #failed: Entry<F>[] = []
  #recovery: Promise<void> | undefined
  #closing: Promise<void> | undefined
  #endPause: () => void = () => undefined

  /**
   * Opens the journal and rebuilds the state from it. Throws the errors of `openJournal` and of `restore`.
   * @example
   * const keeper = await Keeper.open({ path: 'data/hall.sqlite', fold: { schema: 'hall-1', empty, evolve }, clock, log })
   * keeper.onCommitted((entries) => broadcast(entries))
   * const { committed } = keeper.submit({ facts: [{ type: 'TicketIssued', number: 'A001' }] })
   * await committed // now it may be shown
   */
  static async open<S, F extends AnyFact>(options: KeeperOptions<S, F>): Promise<Keeper<S, F>> {
    const { clock, fold } = options
    const journal = await openJournal<F>({ ...options, clock: () => Math.floor(clock.now()) })
    try {
      return new Keeper(journal, options, await journal.restore(fold))
    } catch (error) {
      await journal.close()
      throw error
    }
  }

  /** Use `Keeper.open`. */
  constructor(journal: Journal<F>, options: KeeperOptions<S, F>, restored: Restored<S>) {
    const { clock, log, fold, reopenDelaysMs = REOPEN_DELAYS_MS } = options
    const { snapshotEvery: every = () => 2_000, keepMs = () => null } = options
    this.#journal = journal
    this.#fold = fold
    this.#options = { clock, log, reopenDelaysMs }
    this.#state = restored.state
    this.#number = restored.number
    const { schema } = fold
    this.#snapshots = new SnapshotKeeping(journal, restored.state, restored.snapshot, {
      schema,
      clock,
      log,
      every,
      keepMs,
    })
    this.#passedOver(restored)
    if (restored.unreadable) this.#snapshots.keep(this.#number, this.#state)
    this.#snapshots.noteGrowth(this.#number, this.#state)
    journal.onFailure((failure) => this.#fail(failure))
    journal.onCommitted((entries) => {
      for (const listener of this.#committed) tell(listener, entries)
      if (this.isReady) this.#snapshots.noteGrowth(this.#number, this.#state)
    })
  }

  /** The state after all facts submitted. Read only; show nobody what is not committed. */
  get state(): S {
    return this.#state
  }

  /** Number of the last fact in the state, committed or not. */
  get number(): number {
    return this.#number
  }

  /** Number of the last fact that is durable. */
  get committedNumber(): number {
    return this.#journal.committedNumber
  }

  /** Whether facts can be taken now; not while a failed journal is being reopened and the state rebuilt. */
  get isReady(): boolean {
    return !this.#recovery && !this.#closing && this.#journal.state === 'open'
  }

  /**
   * Folds facts in at once and commits them with the next group; see `Journal.submit`, whose errors it throws. While the
   * keeper is not ready it takes nothing and throws `journal.failed` or `journal.closed`.
   */
  submit(append: Append<F>): Submitted<F> {
    if (this.#closing) throw new JournalError('journal.closed')
    if (this.#recovery) throw new JournalError('journal.failed', 'the state is being rebuilt')
    const { kinds } = this.#fold
    const unknown = kinds && append.facts.find(({ type }) => !kinds.has(type))
    if (unknown) throw new JournalError('journal.unknownFact', unknown.type) // could not be read again
    const submitted = this.#journal.submit(append)
    for (const entry of submitted.entries) this.#state = this.#fold.evolve(this.#state, entry.fact, entry)
    this.#number = submitted.entries.at(-1)?.number ?? this.#number
    submitted.committed.catch(() => this.#failed.push(...submitted.entries))
    for (const listener of this.#changed) tell(listener, undefined)
    return submitted
  }

  /** What a command was answered, if it ever was; see `Journal.recall`. */
  recall(commandId: string): Answer | undefined | Promise<Answer | undefined> {
    return this.#journal.recall(commandId)
  }

  /** The first fact still kept; see `Journal.firstNumber`. */
  firstNumber(): Promise<number> {
    return this.#journal.firstNumber()
  }

  /** Places in the chain of committed facts; see `Mark`. */
  marks(range: { from: number; to: number }): Promise<Mark[]> {
    return this.#journal.marks(range)
  }

  /** Committed facts in order; see `Journal.replay`. */
  replay(range: Range): AsyncGenerator<Entry<F>> {
    return this.#journal.replay(range)
  }

  /** Calls a listener whenever facts were folded in, before they are on disk. Answers a function that ends it. */
  onChanged(listener: () => void): () => void {
    return add(this.#changed, listener)
  }

  /**
   * Calls a listener once per commit with its facts, in order, before `committed` of their submits resolves. Answers a
   * function that ends it. What a listener throws is an uncaught exception of the process; the others still hear.
   */
  onCommitted(listener: (entries: Entry<F>[]) => void): () => void {
    return add(this.#committed, listener)
  }

  /** Calls a listener when the state was read from the disk again after a failure. Answers a function that ends it. */
  onRebuilt(listener: (rebuilt: Rebuilt<F>) => void): () => void {
    return add(this.#rebuilt, listener)
  }

  /** Resolves when everything submitted until now is durable; rejects with `JournalFailure` when it cannot be. */
  flushed(): Promise<void> {
    return this.#journal.flushed()
  }

  /** Resolves when everything submitted is on disk or known to be lost, and a recovery under way is over. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.#journal.flushed()])
    await this.#recovery
  }

  /**
   * Reads something of the state now and hands it to `deliver` as soon as the disk has caught up with it. What was read
   * may be live: `deliver` must use it at once. Rejects when the commit fails and while the state is being rebuilt.
   */
  async whenCommitted<T>(read: (state: S) => T, deliver: (value: T) => void): Promise<void> {
    if (this.#recovery) throw new JournalError('journal.failed', 'the state is being rebuilt')
    const number = this.#number
    if (number <= this.committedNumber) return deliver(read(this.#state))
    const live = read(this.#state)
    // What cannot change needs no copy: a text made of the state, above all.
    const value = typeof live === 'object' ? structuredClone(live) : live
    await new Promise<void>((resolve, reject) => {
      const end = this.onCommitted(() => {
        if (this.committedNumber < number) return
        end()
        deliver(value)
        resolve()
      })
      this.#journal.flushed().catch((error: Error) => {
        end()
        reject(error)
      })
    })
  }

  /** Keeps a snapshot of the state now, and forgets facts past retention; written once the disk has caught up. */
  keepSnapshot(): void {
    if (this.isReady) this.#snapshots.keep(this.#number, this.#state)
  }

  /** Commits what was submitted, keeps a snapshot, lets go of the file. Closing twice is closing once. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close())
  }

  async #close(): Promise<void> {
    if (!this.#recovery && this.#journal.state === 'open') this.#snapshots.keep(this.#number, this.#state)
    this.#endPause()
    await this.#recovery
    await this.#snapshots.settled()
    await this.#journal.close()
  }

  #fail(cause: unknown): void {
    this.#options.log.error('journal.failed', cause, { number: this.#journal.committedNumber })
    this.#recovery ??= this.#recover()
  }

  /** The state holds facts that never happened: throws it away and reads the disk, until that works or `close`. */
  async #recover(): Promise<void> {
    const { log, reopenDelaysMs } = this.#options
    for (let attempt = 0; ; attempt += 1) {
      await this.#pause(reopenDelaysMs[Math.min(attempt, reopenDelaysMs.length - 1)] ?? 1_000)
      if (this.#closing) return
      try {
        await this.#journal.reopen()
        const restored = await this.#journal.restore(this.#fold)
        this.#passedOver(restored)
        const { state, number } = restored
        this.#state = state
        this.#number = number
        break
      } catch (cause) {
        log.error('journal.reopenFailed', cause, { attempt })
      }
    }
    this.#snapshots.noteRebuilt(this.#number)
    this.#recovery = undefined
    const failed = this.#failed.splice(0)
    const number = this.#number
    const lost = failed.filter((entry) => entry.number > number)
    const found = failed.filter((entry) => entry.number <= number)
    log.warn('journal.rebuilt', { number, lost: lost.length, found: found.length })
    for (const listener of this.#rebuilt) tell(listener, { number, lost, found })
  }

  #passedOver({ unreadable = [] }: Restored<S>): void {
    for (const { number, reason } of unreadable)
      this.#options.log.error('journal.snapshotUnreadable', reason, { number })
  }

  #pause(ms: number): Promise<void> {
    if (this.#closing) return Promise.resolve()
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(ms, resolve)
      this.#endPause = () => {
        cancel()
        resolve()
      }
    })
  }
}

function add<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
