import { actorRef, mayCommand, project, refuse, uuid7 } from '@service-hall/contract'
import type {
  Actor,
  Answer,
  Audience,
  BusinessDay,
  DecidableCommand,
  Fact,
  FactEntry,
  HallConfig,
  HallView,
  Refusal,
  SystemCommand,
} from '@service-hall/contract'
import { openJournal } from '@service-hall/journal'
import type { Journal } from '@service-hall/journal'
import { failureRefusal, freshBytes } from '@service-hall/server-kit'
import type { Log } from '@service-hall/server-kit'
import { businessDay } from './business-day.ts'
import type { Context } from './decision.ts'
import { dueCommands } from './due.ts'
import { fingerprint } from './fingerprint.ts'
import { Keeping } from './keeping.ts'
import { decide } from './registry.ts'
import { evolve, stateFold } from './state.ts'
import type { HallState } from './state.ts'

const SYSTEM: Actor = { kind: 'system' }

export type HallOptions = {
  /** Path of the journal's file. */
  path: string
  /** Epoch ms. */
  clock: () => number
  log: Log
  /** Facts between two snapshots, at least; restart replays about this many, or two for each ticket of the day. */
  snapshotEvery?: number
  /** Waits between attempts to reopen a failed journal, ms; the last one repeats. */
  reopenDelaysMs?: readonly number[]
  /** For tests: further SQLite pragmas of the journal. */
  pragmas?: readonly string[]
}

type Listener = (entries: FactEntry[]) => void

/**
 * The heart of one hall: takes commands, decides, journals, answers. State runs ahead of the disk by the commits
 * under way, so nothing of it leaves before its commit: answers, broadcasts and snapshots all wait.
 */
export class Hall {
  #state: HallState
  #recovering = false
  #closed = false
  readonly #journal: Journal<Fact>
  readonly #keeping: Keeping
  readonly #options: Required<Omit<HallOptions, 'path' | 'pragmas'>>
  readonly #listeners = new Set<Listener>()
  readonly #rebuiltListeners = new Set<(number: number) => void>()

  /** Opens the journal and rebuilds the state from it. */
  static async open(options: HallOptions): Promise<Hall> {
    const {
      path,
      clock,
      log,
      snapshotEvery = 20_000,
      reopenDelaysMs = [100, 250, 500, 1000, 2000],
      pragmas = [],
    } = options
    let failed: () => void = () => undefined
    const journal = await openJournal<Fact>({ path, clock, pragmas, onFailure: () => failed() })
    const restored = await journal.restore(stateFold)
    const hall = new Hall(journal, restored.state, restored.snapshot, {
      clock,
      log,
      snapshotEvery,
      reopenDelaysMs,
    })
    failed = () => void hall.#recover()
    return hall
  }

  /** Use `Hall.open`. */
  constructor(
    journal: Journal<Fact>,
    state: HallState,
    lastSnapshot: number,
    options: Required<Omit<HallOptions, 'path' | 'pragmas'>>,
  ) {
    this.#journal = journal
    this.#state = state
    this.#keeping = new Keeping(journal, state, lastSnapshot, options)
    this.#options = options
    journal.onCommitted((entries) => {
      for (const listener of this.#listeners) listener(entries)
      this.#keeping.noteCommit(this.#state)
    })
  }

  /** The state as decided so far. Read only; show nobody what is not committed (`committedView`). */
  get state(): Readonly<HallState> {
    return this.#state
  }

  get config(): HallConfig | null {
    return this.#state.view.config
  }

  get recovering(): boolean {
    return this.#recovering
  }

  get committedNumber(): number {
    return this.#journal.committedNumber
  }

  now(): number {
    return this.#options.clock()
  }

  /** Calls a listener with the facts of each commit, in order, before their commands are answered. */
  onCommitted(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Calls a listener when the state was rebuilt from the disk, with the number reached: a commit that was reported as
   * failed may be among it, and of that `onCommitted` never told.
   */
  onRebuilt(listener: (number: number) => void): void {
    this.#rebuiltListeners.add(listener)
  }

  /**
   * Takes a command. The same id always brings the same answer, also after a restart. What is refused before it is
   * decided (no access, storage failing, recovery, `bar`) leaves no trace, so the same id may be sent again.
   * `bar`: what the caller knows against a command that was not answered before; asked just before it is decided.
   */
  async execute(
    actor: Actor,
    command: DecidableCommand,
    bar: () => Refusal | null = () => null,
  ): Promise<Answer> {
    if (this.#recovering || this.#closed) return refuse('hall.recovering')
    if (isSystem(command) ? actor.kind !== 'system' : !mayCommand(actor, command.type))
      return refuse('access.denied')
    const print = fingerprint(actor, command)
    try {
      const asked = this.#journal.recall(command.id)
      const known = asked instanceof Promise ? await asked : asked
      if (known) return known.fingerprint === print ? (known.answer as Answer) : refuse('command.idReused')
      if (asked && (this.#recovering || this.#closed)) return refuse('hall.recovering') // while the disk was asked
      const barred = bar()
      if (barred) return barred
      return await this.#decideAndCommit(actor, command, print)
    } catch (error) {
      return this.#failedAnswer(command, error)
    }
  }

  /** A command of the server to itself; its id is made here unless it must be a certain one. */
  system(command: SystemCommand | Parameters<Hall['execute']>[1]): Promise<Answer> {
    return this.execute(SYSTEM, command)
  }

  /** A fresh command id. */
  newId(): string {
    return uuid7(this.#options.clock(), freshBytes(10))
  }

  /** Brings back what is due: parked tickets, invitations, the new day. Called by the clock of `main`. */
  async tick(): Promise<void> {
    if (this.#recovering || this.#closed || !this.config) return
    if (this.#day(this.config) !== this.#state.view.day) this.#openDayIfNew(this.config)
    await Promise.all(dueCommands(this.#state, this.now()).map((command) => this.system(command)))
  }

  /**
   * The view for an audience as it is now, handed to `deliver` as soon as the disk has caught up with it. The view
   * may be live: `deliver` must use it at once. Rejects when the commit fails.
   */
  async committedView(audience: Audience, deliver: (view: HallView) => void): Promise<void> {
    const live = project(audience, this.#state.view)
    if (live.number <= this.#journal.committedNumber) return deliver(live)
    const view = structuredClone(live)
    await new Promise<void>((resolve, reject) => {
      const stop = this.onCommitted(() => {
        if (this.#journal.committedNumber < view.number) return
        stop()
        deliver(view)
        resolve()
      })
      this.#journal.flushed().catch((error: unknown) => {
        stop()
        reject(error instanceof Error ? error : new Error(String(error)))
      })
    })
  }

  /** Finishes what was taken, keeps a snapshot, lets go of the file. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    if (!this.#recovering) this.#keeping.keepSnapshot(this.#state)
    await this.#keeping.settled()
    await this.#journal.close()
  }

  async #decideAndCommit(actor: Actor, command: DecidableCommand, print: string): Promise<Answer> {
    const config = command.type === 'hall.configure' ? command.config : this.config
    if (!config) return refuse('hall.notConfigured')
    const day = this.#openDayIfNew(config)
    const context: Context = { now: this.now(), day, actor, config, newId: () => this.newId() }
    const decision = decide(this.#state, command, context)
    const facts: Fact[] = decision.ok
      ? decision.facts
      : [{ type: 'CommandRefused', command: command.type, code: decision.code, by: actorRef(actor) }]
    const upTo = this.#journal.lastNumber + facts.length
    const answer: Answer = decision.ok ? { ok: true, upTo, result: decision.result } : decision
    if (facts.length === 0) {
      await this.#journal.flushed() // what makes it so already must not be lost either
      return answer
    }
    await this.#commit(facts, { id: command.id, fingerprint: print, answer })
    return answer
  }

  #day(config: HallConfig): BusinessDay {
    return businessDay(this.now(), config.hall.timeZone, this.#state.view.day)
  }

  /** The first thing of a new business day is its opening; it is committed in front of whatever follows. */
  #openDayIfNew(config: HallConfig): BusinessDay {
    const day = this.#day(config)
    if (day === this.#state.view.day) return day
    this.#commit([{ type: 'DayOpened', day }])
      .then(() => this.#keeping.retire(this.#state, config))
      .catch((error: unknown) => this.#options.log.error('day.notOpened', error))
    return day
  }

  #commit(
    facts: Fact[],
    command?: { id: string; fingerprint: string; answer: Answer },
  ): Promise<FactEntry[]> {
    const submitted = this.#journal.submit(command ? { facts, command } : { facts })
    for (const entry of submitted.entries) evolve(this.#state, entry)
    return submitted.committed
  }

  #failedAnswer(command: DecidableCommand, error: unknown): Refusal {
    this.#options.log.error('command.failed', error, { command: command.type, id: command.id })
    return failureRefusal(error)
  }

  /** After a failed commit the state holds facts that never happened: throw it away and read the disk. */
  async #recover(): Promise<void> {
    if (this.#recovering) return
    this.#recovering = true
    const { log, reopenDelaysMs } = this.#options
    for (let attempt = 0; !this.#closed; attempt += 1) {
      const delay = reopenDelaysMs[Math.min(attempt, reopenDelaysMs.length - 1)] ?? 1000
      await new Promise((resolve) => setTimeout(resolve, delay))
      try {
        await this.#journal.reopen()
        this.#state = (await this.#journal.restore(stateFold)).state
        this.#keeping.noteRebuilt(this.#state)
        this.#recovering = false
        const { number } = this.#state.view
        log.warn('hall.rebuilt', { number })
        for (const listener of this.#rebuiltListeners) listener(number)
        return
      } catch (error) {
        log.error('journal.reopenFailed', error, { attempt })
      }
    }
  }
}

function isSystem(command: DecidableCommand): command is SystemCommand {
  return ['hall.configure', 'hall.openDay', 'station.note', 'staff.noteSignIn'].includes(command.type)
}
