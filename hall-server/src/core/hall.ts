import { actorRef, isSystemCommand, mayCommand, project, refuse, uuid7 } from '@service-hall/contract'
import type {
  Actor,
  Answer,
  Audience,
  BusinessDay,
  DecidableCommand,
  Fact,
  FactEntry,
  FactOf,
  HallConfig,
  HallView,
  Refusal,
} from '@service-hall/contract'
import { JournalError, Keeper, lastMoment } from '@service-hall/journal'
import type { Fold, KeeperOptions, Mark, Rebuilt } from '@service-hall/journal'
import { failureRefusal, freshBytes, insteadOf, isDerived } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import { HallClock } from './hall-clock.ts'
import { HallTime } from './hall-time.ts'
import type { Context, Decision, HasView } from './decision.ts'
import { fingerprint } from './fingerprint.ts'

const SYSTEM: Actor = { kind: 'system' }
const DAY_MS = 86_400_000
/** Facts between two snapshots, at least. */
const SNAPSHOT_EVERY = 20_000

/** What a hall goes by: derived from its capabilities (`capabilities.ts`). All of it is pure. */
export type Rules<State extends HasView> = {
  fold: Fold<State, Fact>
  decide(state: State, command: DecidableCommand, context: Context): Decision
  /** Commands whose time has come by `now`, with ids derived from what they answer to. */
  due(state: State, now: number): DecidableCommand[]
  /** The opening of a business day, with what it brings. */
  opening(state: State, day: BusinessDay, now: number): FactOf<'DayOpened'>
  /** A moment that has passed for certain, epoch ms: retention goes by it, not by one reading of a clock. */
  past?(state: State): number
}

export type HallOptions = {
  /** Path of the journal's file. */
  path: string
  clock: Clock
  log: Log
  /** Facts between two snapshots, at least; restart replays about this many, or two for each ticket of the day. */
  snapshotEvery?: number
  /** Waits between attempts to reopen a failed journal, ms; the last one repeats. */
  reopenDelaysMs?: readonly number[]
  /** For tests: further SQLite pragmas of the journal. */
  pragmas?: readonly string[]
}

/** What the caller of a command knows. */
export type Knows = {
  /** What is known against a command that was not answered before; asked just before it is decided. */
  bar?: (() => Refusal | null) | undefined
  /** Asked when a command is to be refused: what it is told instead, so that its refusal leaves no trace. */
  tooMany?: (() => Refusal | null) | undefined
}

type Timing = Pick<Answered, 'commitMs'>

/** A command that was answered. */
export type Answered = {
  type: DecidableCommand['type']
  answer: Answer
  /** From handing its facts to the journal until they were durable, ms; null: nothing of it was committed. */
  commitMs: number | null
}

/** The hall as its parts see it, `State` being the slices they look at. */
export type HallOf<State extends HasView = HasView> = Pick<Hall<State>, keyof Hall<State>>

/**
 * The heart of one hall: takes commands, decides, journals, answers. State runs ahead of the disk by the commits
 * under way (see `Keeper`), so nothing of it leaves before its commit: answers, broadcasts and snapshots all wait.
 */
export class Hall<State extends HasView> {
  readonly #keeper: Keeper<State, Fact>
  readonly #rules: Rules<State>
  readonly #clock: HallClock
  readonly #log: Log
  readonly #answered = new Set<(answered: Answered) => void>()
  readonly #time: HallTime

  /** Opens the journal and rebuilds the state from it. */
  static async open<State extends HasView>(rules: Rules<State>, options: HallOptions): Promise<Hall<State>> {
    const { path, log, snapshotEvery = SNAPSHOT_EVERY, reopenDelaysMs, pragmas } = options
    const last = await lastMoment(path)
    const clock = new HallClock(options.clock, last)
    const keeperOptions: KeeperOptions<State, Fact> = {
      path,
      fold: rules.fold,
      clock,
      log,
      // A snapshot costs by the tickets in it: the more there are, the more facts go by until the next.
      snapshotEvery: ({ view }) => Math.max(snapshotEvery, 2 * Object.keys(view.tickets).length),
      keepMs: (state) => keptFor(state, clock.now() - (rules.past?.(state) ?? clock.now())),
      ...(reopenDelaysMs ? { reopenDelaysMs } : {}),
      ...(pragmas ? { pragmas } : {}),
    }
    const keeper = await Keeper.open(keeperOptions)
    clock.doubtOn(keeper.state.view.clock?.offByMs ?? null)
    return new Hall(keeper, rules, { clock, last, log })
  }

  /** Use `Hall.open`. */
  constructor(
    keeper: Keeper<State, Fact>,
    rules: Rules<State>,
    { clock, last, log }: { clock: HallClock; last: number | null; log: Log },
  ) {
    this.#keeper = keeper
    this.#rules = rules
    this.#clock = clock
    this.#time = new HallTime(clock, { last, first: keeper.number + 1 })
    this.#log = log
  }

  /** The state as decided so far. Read only; show nobody what is not committed (`committedView`). */
  get state(): Readonly<State> {
    return this.#keeper.state
  }

  get config(): HallConfig | null {
    return this.#keeper.state.view.config
  }

  /** Whether it can take nothing now: its state is being rebuilt from the disk, or it is closed. */
  get recovering(): boolean {
    return !this.#keeper.isReady
  }

  get committedNumber(): number {
    return this.#keeper.committedNumber
  }

  /** The hall's own time, epoch ms: steady, whatever becomes of the machine's clock (`HallClock`). */
  now(): number {
    return this.#clock.now()
  }

  /**
   * Calls a listener with the facts of each commit, in order, before their commands are answered. Answers a function
   * that ends it.
   */
  onCommitted(listener: (entries: FactEntry[]) => void): () => void {
    return this.#keeper.onCommitted(listener)
  }

  /**
   * Calls a listener when the state was rebuilt from the disk, with the number reached: a commit that was reported as
   * failed may be among it (`found`), and of that `onCommitted` never told. Answers a function that ends it.
   */
  onRebuilt(listener: (rebuilt: Rebuilt<Fact>) => void): () => void {
    return this.#keeper.onRebuilt(listener)
  }

  /** Calls a listener with each command when it is answered. Answers a function that ends it. */
  onAnswered(listener: (answered: Answered) => void): () => void {
    this.#answered.add(listener)
    return () => this.#answered.delete(listener)
  }

  /**
   * Takes a command. The same id always brings the same answer, also after a restart. What is refused before it is
   * decided (no access, storage failing, recovery, `bar`) leaves no trace, so the same id may be sent again.
   */
  async execute(actor: Actor, command: DecidableCommand, knows: Knows = {}): Promise<Answer> {
    const timing: Timing = { commitMs: null }
    const answer = await this.#execute(actor, command, knows, timing)
    for (const listener of this.#answered) listener({ type: command.type, answer, ...timing })
    return answer
  }

  async #execute(
    actor: Actor,
    command: DecidableCommand,
    { bar, tooMany }: Knows,
    timing: Timing,
  ): Promise<Answer> {
    if (this.recovering) return refuse('hall.recovering')
    if (isSystemCommand(command) ? actor.kind !== 'system' : !mayCommand(actor, command.type))
      return refuse('access.denied')
    if (actor.kind !== 'system' && isDerived(command.id)) return refuse('input.invalid', 'id')
    try {
      const print = fingerprint(actor, command)
      let key: string = command.id
      let known = this.#keeper.recall(key)
      let waited = known instanceof Promise
      if (known instanceof Promise) known = await known
      // Peers of earlier releases could take an id of the server's own before its time.
      if (known && known.fingerprint !== print && actor.kind === 'system') {
        key = insteadOf(key)
        waited = true
        known = await this.#keeper.recall(key)
      }
      if (known) return known.fingerprint === print ? (known.answer as Answer) : refuse('command.idReused')
      if (waited && this.recovering) return refuse('hall.recovering') // while the disk was asked
      const barred = bar?.()
      if (barred) return barred
      return await this.#decideAndCommit(actor, command, { key, print, tooMany }, timing)
    } catch (error) {
      this.#log.error('command.failed', error, { command: command.type, id: command.id })
      return failureRefusal(error)
    }
  }

  /** A command of the server to itself. */
  system(command: DecidableCommand): Promise<Answer> {
    return this.execute(SYSTEM, command)
  }

  /** Whether a command of this id was answered already. */
  async isAnswered(commandId: string): Promise<boolean> {
    return (await this.#keeper.recall(commandId)) !== undefined
  }

  /** A fresh command id. */
  newId(): string {
    return uuid7(this.now(), freshBytes(10))
  }

  /** Brings what is due: what waits for its time, the new day. Called by the clock of `main`. */
  async tick(): Promise<void> {
    if (this.recovering || !this.config) return
    const noted = [this.#note(this.#time.begin()), this.#note(this.#time.watch(this.state.view))]
    this.#openDayIfNew(this.config)
    const due = this.#rules.due(this.#keeper.state, this.now())
    await Promise.all([...noted, ...due.map((command) => this.system(command))])
  }

  /**
   * The view for an audience as it is now, handed to `deliver` as soon as the disk has caught up with it. The view
   * may be live: `deliver` must use it at once. Rejects when the commit fails.
   */
  committedView(audience: Audience, deliver: (view: HallView) => void): Promise<void> {
    return this.#keeper.whenCommitted(({ view }) => project(audience, view), deliver)
  }

  /** Reads something of the state and hands it over once the disk has caught up with it; see `Keeper.whenCommitted`. */
  whenCommitted<T>(read: (state: Readonly<State>) => T, deliver: (value: T) => void): Promise<void> {
    return this.#keeper.whenCommitted(read, deliver)
  }

  /** Committed facts in order, from the disk. Throws `journal.pruned` when `from` is no longer kept. */
  facts(range: { from: number; to: number }): AsyncGenerator<FactEntry> {
    return this.#keeper.replay(range)
  }

  /** The first fact still kept; one past the last number when none is. */
  firstNumber(): Promise<number> {
    return this.#keeper.firstNumber()
  }

  /** Places in the chain of committed facts; see `Mark` of the journal. */
  marks(range: { from: number; to: number }): Promise<Mark[]> {
    return this.#keeper.marks(range)
  }

  /** When the last committed fact was noted, epoch ms, read from the disk; null where none is kept. */
  async lastCommitAt(): Promise<number | null> {
    const from = this.committedNumber
    try {
      for await (const { at } of this.#keeper.replay({ from, to: from })) return at
    } catch (error) {
      if (!(error instanceof JournalError && error.code === 'journal.pruned')) throw error
    }
    return null
  }

  /** Finishes what was taken, keeps a snapshot, lets go of the file. */
  close(): Promise<void> {
    return this.#keeper.close()
  }

  async #decideAndCommit(
    actor: Actor,
    command: DecidableCommand,
    { key, print, tooMany }: { key: string; print: string } & Pick<Knows, 'tooMany'>,
    timing: Timing,
  ): Promise<Answer> {
    const config = command.type === 'hall.configure' ? command.config : this.config
    if (!config) return refuse('hall.notConfigured')
    void this.#note(this.#time.begin())
    const day = this.#openDayIfNew(config)
    const { steadyFrom } = this.#time
    const context: Context = { now: this.now(), day, actor, config, newId: () => this.newId(), steadyFrom }
    const decision = this.#rules.decide(this.#keeper.state, command, context)
    const unheard = decision.ok ? null : (tooMany?.() ?? null)
    if (unheard) return unheard
    const facts: Fact[] = decision.ok
      ? decision.facts.flatMap((fact) =>
          fact.type === 'ClockSet' ? this.#time.put(fact, this.state.view) : fact,
        )
      : [{ type: 'CommandRefused', command: command.type, code: decision.code, by: actorRef(actor) }]
    const upTo = this.#keeper.number + facts.length
    const answer: Answer = decision.ok ? { ok: true, upTo, result: decision.result } : decision
    if (facts.length === 0) {
      await this.#keeper.flushed() // what makes it so already must not be lost either
      return answer
    }
    const began = this.#clock.monotonic()
    await this.#keeper.submit({ facts, command: { id: key, fingerprint: print, answer } }).committed
    timing.commitMs = this.#clock.monotonic() - began
    return answer
  }

  /** Records what time brings, by itself. Resolves when it is durable, or known to be lost, which is logged. */
  async #note(facts: Fact[]): Promise<void> {
    if (facts.length === 0) return
    for (const { type, ...fields } of facts) this.#log.warn('clock.noted', { type, ...timeFields(fields) })
    await this.#keeper
      .submit({ facts })
      .committed.catch((error: unknown) => this.#log.error('clock.notNoted', error, { facts: facts.length }))
  }

  /**
   * The first thing of a new business day is its opening; it is committed in front of whatever follows. A snapshot is
   * kept of each day's beginning, so that retention has one to stand on.
   */
  #openDayIfNew(config: HallConfig): BusinessDay {
    const day = this.#time.day(config, this.state.view)
    if (day === this.state.view.day) return day
    const opened = {
      ...this.#rules.opening(this.#keeper.state, day, this.now()),
      ...this.#time.opening(day, config, this.state.view),
    }
    this.#keeper.submit({ facts: [opened] }).committed.then(
      () => this.#keeper.keepSnapshot(),
      (error: unknown) => this.#log.error('day.notOpened', error, { day }),
    )
    return day
  }
}

/** How long facts are kept, ms, when a clock vouches for so much time that may not have passed; null: for ever. */
function keptFor({ view }: HasView, doubtfulMs: number): number | null {
  return view.config ? view.config.policies.retentionDays * DAY_MS + doubtfulMs : null
}

/** What the log says of a fact about time. */
function timeFields(fields: Record<string, unknown>): Record<string, string | number> {
  const told: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(fields))
    if (typeof value === 'string' || typeof value === 'number') told[name] = value
  return told
}
