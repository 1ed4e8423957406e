import { findAnswer, readAnswer } from './answers.ts'
import { chainAfter } from './chain.ts'
import { Committer } from './committer.ts'
import type { Answer, AnyFact, Entry, Upcast } from './entry.ts'
import { JournalError, JournalFailure } from './errors.ts'
import { holdLock } from './lock.ts'
import type { Lock } from './lock.ts'
import { marks } from './marks.ts'
import type { Mark } from './marks.ts'
import { prepare } from './pending.ts'
import type { Append, Pending } from './pending.ts'
import { prune } from './prune.ts'
import { firstNumber, replay } from './replay.ts'
import type { Range } from './replay.ts'
import { restore, restoreAt } from './restore.ts'
import type { Fold, Restored } from './restore.ts'
import { encodeSnapshot, latestSnapshot, saveSnapshot } from './snapshots.ts'
import type { Snapshot, SnapshotFilter } from './snapshots.ts'
import { openStore } from './store.ts'
import type { Store, StoreOptions } from './store.ts'

export type JournalOptions<F> = {
  path: string
  /** Epoch milliseconds, whole. */
  clock: () => number
  /** How long answers stay in memory, and the least time they stay on disk. Default 48 h. */
  horizonMs?: number
  /** Reads facts written by earlier releases. */
  upcast?: Upcast<F>
  /** The first of the listeners of `Journal.onFailure`. */
  onFailure?: (failure: JournalFailure) => void
  /** How long to wait for another process to let go of the file. Default 2,000 ms. */
  lockWaitMs?: number
  /** False: facts get no chain, for measuring what it costs; such a journal cannot be verified. Default: true. */
  isChained?: boolean
  /** Further pragmas, set at every opening (`'max_page_count = 1000'` makes a small disk for tests). */
  pragmas?: readonly string[]
}

export type Submitted<F> = { entries: Entry<F>[]; committed: Promise<Entry<F>[]> }
export type JournalState = 'open' | 'failed' | 'closed'

type Listener<F> = (entries: Entry<F>[]) => void

/**
 * Opens a journal for this process alone; README.md says what it promises.
 * Throws `journal.locked`, `database.open`, `database.pragma` or `database.newer`.
 */
export async function openJournal<F extends AnyFact>(options: JournalOptions<F>): Promise<Journal<F>> {
  const { path, clock, horizonMs = 48 * 3_600_000, pragmas = [], lockWaitMs = 2_000 } = options
  const { upcast = (stored) => stored as F, onFailure, isChained } = options
  const storeOptions = { path, clock, horizonMs, pragmas }
  const lock = await holdLock(path, lockWaitMs)
  try {
    const journal = new Journal(
      { ...storeOptions, upcast, ...(isChained === false ? { isChained } : {}) },
      lock,
      await openStore(storeOptions),
    )
    if (onFailure) journal.onFailure(onFailure)
    return journal
  } catch (error) {
    await lock.release()
    throw error
  }
}

type Settings<F> = StoreOptions & { upcast: Upcast<F>; isChained?: boolean }

export class Journal<F extends AnyFact> {
  readonly #settings: Settings<F>
  readonly #lock: Lock
  readonly #committer: Committer<Pending<F>>
  readonly #listeners = new Set<Listener<F>>()
  readonly #failureListeners = new Set<(failure: JournalFailure) => void>()
  /** Commands whose commit is under way. */
  readonly #answering = new Map<string, Pending<F>>()
  #store: Store
  #failure: JournalFailure | undefined
  #lastNumber: number
  #committedNumber: number
  #newest: Pending<F> | undefined
  #reopening: Promise<void> | undefined
  #closing: Promise<void> | undefined

  /** Use `openJournal`. */
  constructor(settings: Settings<F>, lock: Lock, store: Store) {
    this.#settings = settings
    this.#lock = lock
    this.#store = store
    this.#lastNumber = this.#committedNumber = store.lastNumber
    this.#committer = new Committer({
      write: (group) => this.#write(group),
      committed: (group) => this.#committed(group),
      failed: (jobs, cause) => this.#failed(jobs, cause),
    })
  }

  get state(): JournalState {
    if (this.#closing) return 'closed'
    return this.#failure ? 'failed' : 'open'
  }

  /** The last number given out, committed or not. */
  get lastNumber(): number {
    return this.#lastNumber
  }

  /** The last number that is durable. */
  get committedNumber(): number {
    return this.#committedNumber
  }

  /**
   * Gives the facts their numbers at once and commits them with the next group. `committed` resolves when they are
   * durable and rejects with `JournalFailure` when they are not; `onFailure` hears of that in any case, so a caller may
   * leave it alone. When this throws, nothing was taken:
   * `journal.failed`, `journal.closed`, `journal.noFacts`, `journal.notJson`, `journal.tooLarge`,
   * `journal.badClock`, `journal.duplicateCommand`.
   */
  submit(append: Append<F>): Submitted<F> {
    if (this.#closing) throw new JournalError('journal.closed')
    if (this.#failure) throw this.#failure
    const id = append.command?.id
    if (id !== undefined && (this.#answering.has(id) || this.#store.answers.get(id))) {
      throw new JournalError('journal.duplicateCommand', id)
    }
    const { clock, isChained = true } = this.#settings
    const pending = prepare(append, { firstNumber: this.#lastNumber + 1, at: clock(), isChained })
    this.#lastNumber += append.facts.length
    if (id !== undefined) this.#answering.set(id, pending)
    this.#newest = pending
    pending.settled.promise.catch(() => undefined) // told to `onFailure` and to whoever holds the promise
    this.#committer.add(pending)
    return { entries: pending.entries, committed: pending.settled.promise }
  }

  /** `submit` for callers who need no numbers before the commit; what `submit` throws is a rejection here. */
  async append(append: Append<F>): Promise<Entry<F>[]> {
    return this.submit(append).committed
  }

  /** Resolves when everything submitted until now is durable; rejects with `JournalFailure` when it cannot be. */
  async flushed(): Promise<void> {
    if (this.#failure) throw this.#failure
    await this.#newest?.settled.promise
  }

  /**
   * Calls a listener once per commit with that commit's facts, in order, just before the promises of their appends
   * resolve. Answers a function that ends it. What a listener throws is an uncaught exception of the process.
   */
  onCommitted(listener: Listener<F>): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Calls a listener once per failure, when the journal has begun to refuse and its appenders have been told. Answers a
   * function that ends it.
   */
  onFailure(listener: (failure: JournalFailure) => void): () => void {
    this.#failureListeners.add(listener)
    return () => this.#failureListeners.delete(listener)
  }

  /** The committed answer of a recent command, from memory. */
  answerOf(commandId: string): Answer | undefined {
    const stored = this.#store.answers.get(commandId)
    return stored && readAnswer(stored)
  }

  /**
   * What a command was answered, if it ever was: at once for a UUIDv7 made within the horizon. A promise while the
   * command is being committed (rejects with that commit's failure), and where only the disk knows: older ids and ids
   * that are no UUIDv7. When this gives undefined, `submit` before awaiting anything else.
   */
  recall(commandId: string): Answer | undefined | Promise<Answer | undefined> {
    const answering = this.#answering.get(commandId)
    if (answering) return answering.settled.promise.then(() => this.answerOf(commandId))
    return this.#store.answers.knows(commandId) ? this.answerOf(commandId) : this.#recallFromDisk(commandId)
  }

  /** Committed facts in order; see `Range`. Throws `journal.pruned` when `from` is no longer kept. */
  replay(range: Range): AsyncGenerator<Entry<F>> {
    const to = Math.min(range.to ?? Infinity, this.#committedNumber)
    return replay(this.#store.database, { ...range, to }, this.#settings.upcast)
  }

  /** The first fact still kept; one past the last number when none is. */
  firstNumber(): Promise<number> {
    return firstNumber(this.#store.database)
  }

  /** Places in the chain of committed facts; see `Mark`. */
  marks(range: { from: number; to: number }): Promise<Mark[]> {
    return marks(this.#store.database, range)
  }

  /**
   * Keeps a state for a faster start and as a base for `prune`. The state is copied before this returns and stored once
   * its facts are committed. Rejects with `journal.snapshotAhead` when its number was not given out yet, with
   * `JournalFailure` when its facts cannot be committed, or with the driver's error; the journal itself goes on.
   */
  async saveSnapshot(snapshot: Snapshot): Promise<void> {
    if (snapshot.number > this.#lastNumber)
      throw new JournalError('journal.snapshotAhead', `${snapshot.number}`)
    const encoded = encodeSnapshot(snapshot)
    if (snapshot.number > this.#committedNumber) await this.flushed()
    await saveSnapshot(this.#store.database, encoded)
  }

  /** The snapshot that covers most of those the filter lets through. */
  latestSnapshot(filter: SnapshotFilter = {}): Promise<Snapshot | undefined> {
    return latestSnapshot(this.#store.database, filter)
  }

  /** The state after all committed facts; see `Fold`. */
  restore<S>(fold: Fold<S, F>): Promise<Restored<S>> {
    return restore(this.#store.database, fold, this.#settings.upcast, this.#committedNumber)
  }

  /** The state as it was at a moment (epoch ms). Throws `journal.pruned` when that is before everything kept. */
  restoreAt<S>(fold: Fold<S, F>, moment: number): Promise<Restored<S>> {
    return restoreAt(this.#store.database, fold, this.#settings.upcast, moment)
  }

  /**
   * Forgets facts, and the answers in them, covered by a snapshot that was taken before `before` (epoch ms); with
   * `schema`, by one of that schema. Never reaches into the horizon. Answers: how many facts went.
   */
  prune({ before, schema }: { before: number; schema?: string }): Promise<number> {
    const horizon = this.#settings.clock() - this.#settings.horizonMs
    return prune(this.#store.database, { before: Math.min(before, horizon), schema })
  }

  /**
   * Opens the file anew after a failure; does nothing when there was none. Numbers go on from what is on disk, which may
   * hold facts whose commit was reported as failed: rebuild all state by `restore`. Rejects with `JournalFailure`, and
   * the journal stays failed, when the disk still does not answer.
   */
  reopen(): Promise<void> {
    this.#reopening ??= this.#reopen().finally(() => (this.#reopening = undefined))
    return this.#reopening
  }

  /** Commits what was submitted and lets go of the file. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #reopen(): Promise<void> {
    if (this.#closing) throw new JournalError('journal.closed')
    if (!this.#failure) return
    await Promise.allSettled([this.#store.database.close()]) // a handle the disk will not close must not bar the way back
    try {
      this.#store = await openStore(this.#settings)
    } catch (cause) {
      throw new JournalFailure(cause)
    }
    this.#lastNumber = this.#committedNumber = this.#store.lastNumber
    this.#failure = undefined
  }

  async #close(): Promise<void> {
    await Promise.allSettled([this.#reopening, this.#newest?.settled.promise]) // their own callers hear of errors
    await this.#store.database.close()
    await this.#lock.release()
  }

  async #write(group: readonly Pending<F>[]): Promise<void> {
    const rows = group.flatMap((pending) => pending.rows)
    const texts = group.flatMap((pending) => pending.texts)
    const { isChained = true } = this.#settings
    const store = this.#store
    if (isChained) store.chain = chainAfter(store.chain, texts) // a group that fails takes the store with it
    const first = group[0]?.entries[0]?.number ?? 0
    const chain = isChained ? store.chain : null
    await store.insert.run([first, `[${rows.join(',')}]`, chain, rows.length - 1])
  }

  #committed(group: readonly Pending<F>[]): void {
    const entries = group.flatMap((pending) => pending.entries)
    this.#committedNumber += entries.length
    const now = this.#settings.clock()
    for (const { command, entries: own } of group) {
      const last = own.at(-1)
      if (!command || !last) continue
      const { id, fingerprint, answerText: answer } = command
      this.#store.answers.add(id, { at: last.at, number: last.number, fingerprint, answer }, now)
      this.#answering.delete(id)
    }
    for (const listener of this.#listeners) tell(listener, entries)
    for (const pending of group) pending.settled.resolve(pending.entries)
  }

  #failed(jobs: readonly Pending<F>[], cause: unknown): void {
    const failure = new JournalFailure(cause)
    this.#failure = failure
    this.#answering.clear()
    this.#newest = undefined
    this.#lastNumber = this.#committedNumber
    for (const pending of jobs) pending.settled.reject(failure)
    for (const listener of this.#failureListeners) tell(listener, failure)
  }

  async #recallFromDisk(commandId: string): Promise<Answer | undefined> {
    const found = await findAnswer(this.#store.database, commandId)
    if (found) return found
    // Another bearer of the same id may have submitted it while the disk was asked.
    await this.#answering.get(commandId)?.settled.promise
    return this.answerOf(commandId)
  }
}

/** Calls a listener; what it throws becomes an uncaught exception of the process. */
export function tell<T>(listener: (told: T) => void, told: T): void {
  try {
    listener(told)
  } catch (error) {
    // A bug of the listener's: what happened stands, and everybody else must learn of it.
    queueMicrotask(() => {
      throw error
    })
  }
}
