import { hash } from 'node:crypto'
import { refuse } from '@service-hall/contract'
import type { AccountId, HubAnswer, HubCommand, HubFact, Refusal } from '@service-hall/contract'
import type { Cancel, Clock, Log } from '@service-hall/server-kit'
import type { Knex } from 'knex'
import { accountStream } from '../access/stream.ts'
import type { AccountState } from '../access/state.ts'
import type { Store } from '../core/store.ts'
import type { HubDecision, Sender } from './decision.ts'
import type { ReadEntry } from './entry.ts'
import { keptState } from './kept-states/store.ts'
import { RefusedAlongside } from './refused-alongside.ts'
import { StateKeeper } from './state-keeper.ts'
import { answerOf, append, recordsAfter } from './store.ts'
import type { Answered, Wanted } from './store.ts'

type Kept = AccountState & { number: number; versions: Map<string, number> }

/** What the records hold and how commands are decided: see `capabilities.ts`. */
export type Rules<State extends Kept> = {
  empty(): State
  evolve(state: State, entry: ReadEntry): void
  decide(state: State, command: HubCommand, sender: Sender): HubDecision
  /** Commands of the hub's own whose time has come. */
  due(state: State, now: number): HubCommand[]
  /** Names the fold: states that another made are not gone on from. */
  schema(): string
  /** What is written with facts, in their transaction: tables that lists are made of. It may throw `RefusedAlongside`. */
  alongside?(trx: Knex, facts: readonly HubFact[], place: { at: number; by: string }): Promise<void>
}

export type RecordPorts = { store: Store; clock: Clock; log: Log }
/** `lookEveryMs`: how often it is looked what other nodes wrote, and what time has brought. */
export type RecordOptions = { lookEveryMs?: number | undefined }

/** Who sends a command: an account, or the hub itself, and the address it came from. */
export type RecordSender = { accountId: AccountId | null; from: string }

/** How often a node looks for what others wrote, ms. */
const LOOK_EVERY_MS = 1_000
/** How often a command is decided again because others were faster. */
const ATTEMPTS = 30
const PAGE = 1_000
/** The record of what was refused. */
const REFUSED = 'refused'

/** What came of a command; `fresh`: this call wrote it, it was not answered before. */
export type Executed = { answer: HubAnswer; fresh: boolean }

/**
 * The hub's own records on one node: commands are decided upon what is folded here and written when that still holds in
 * the database, which all nodes share; else they are decided again. What is folded is what was read from there.
 */
export class Records<State extends Kept> {
  readonly #rules: Rules<State>
  readonly #store: Store
  readonly #clock: Clock
  readonly #log: Log
  readonly state: State
  readonly #listeners = new Set<(entries: readonly ReadEntry[]) => void>()
  #reading: Promise<void> = Promise.resolve()
  readonly #keeper: StateKeeper
  #look: Cancel | null = null
  #closed = false

  private constructor(rules: Rules<State>, { store, clock, log }: RecordPorts) {
    this.#rules = rules
    this.state = rules.empty()
    this.#store = store
    this.#clock = clock
    this.#log = log
    this.#keeper = new StateKeeper(store, log, { schema: rules.schema(), state: this.state })
  }

  /** Folds all there is behind the latest state that is kept, and follows what other nodes write. */
  static async open<State extends Kept>(
    rules: Rules<State>,
    ports: RecordPorts,
    { lookEveryMs = LOOK_EVERY_MS }: RecordOptions = {},
  ): Promise<Records<State>> {
    const records = new Records(rules, ports)
    await records.#restore()
    records.#lookAgain(lookEveryMs)
    return records
  }

  /** Calls a listener with facts once they are folded, those of other nodes too. */
  onFolded(listener: (entries: readonly ReadEntry[]) => void): void {
    this.#listeners.add(listener)
  }

  /**
   * Executes a command. The same id always gets the same answer; throws when the database fails. `alongside` writes more in
   * the same transaction, and may throw `RefusedAlongside`.
   */
  async execute(
    sender: RecordSender,
    command: HubCommand,
    alongside?: (trx: Knex) => Promise<void>,
  ): Promise<Executed> {
    const fingerprint = fingerprintOf(sender, command)
    const told = await answerOf(this.#store.db, command.id)
    if (told) return executed(told, fingerprint)
    let refusal: Refusal | null = null
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const wanted = this.#decided(sender, command, { fingerprint, refusal })
      if (!wanted) return { answer: refuse('access.signIn'), fresh: false }
      const { facts, at, by } = wanted
      const written = append(this.#store, {
        ...wanted,
        alongside: async (trx) => {
          await alongside?.(trx)
          if (facts.length > 0) await this.#rules.alongside?.(trx, facts, { at, by })
        },
      })
      const appended = await written.catch(refusedAlongside)
      if ('code' in appended) {
        refusal = appended
        continue
      }
      await this.catchUp()
      if (appended.kind !== 'conflict') return executed(appended, fingerprint)
    }
    return { answer: refuse('record.contended'), fresh: false }
  }

  /** Folds what is in the database and not here yet. */
  catchUp(): Promise<void> {
    const read = this.#reading.then(() => this.#read())
    this.#reading = read.catch(() => undefined)
    return read
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#look?.()
    this.#listeners.clear()
    await this.#reading
    await this.#keeper.stop()
  }

  async #restore(): Promise<void> {
    const began = this.#clock.monotonic()
    const kept = await keptState(this.#store, this.#rules.schema()).catch((error: unknown) => {
      this.#log.error('records.stateNotRead', error)
      return null
    })
    if (kept) Object.assign(this.state, kept.state)
    await this.catchUp()
    const ms = Math.round(this.#clock.monotonic() - began)
    this.#log.info('records.opened', { facts: this.state.number, behind: kept?.number ?? 0, ms })
  }

  /** What a command would write by what is known here; null: its sender may not send anything. */
  #decided(
    { accountId, from }: RecordSender,
    command: HubCommand,
    { fingerprint, refusal }: { fingerprint: string; refusal: Refusal | null },
  ): Wanted | null {
    const { state } = this
    const account = accountId === null ? null : state.accounts.get(accountId)
    if (account === undefined || account?.closed) return null
    const decision = refusal ?? this.#rules.decide(state, command, { account })
    const common = {
      ...{ commandId: command.id, fingerprint, decidedAt: state.number, at: this.#clock.now(), from },
      by: accountId === null ? 'system' : `account:${accountId}`,
    }
    if (!decision.ok) {
      const fact = { type: 'HubCommandRefused' as const, command: command.type, code: decision.code }
      return { ...common, answer: () => decision, stream: REFUSED, facts: [fact], expected: null, relies: [] }
    }
    const { stream, facts, relies } = decision
    const rests = [stream, ...(relies === 'everything' ? [] : relies)]
    // What the sender may do is part of what was decided upon.
    if (accountId !== null) rests.push(accountStream(accountId))
    const expected = new Map(rests.map((name) => [name, state.versions.get(name) ?? 0]))
    return { ...common, answer: (upTo) => ({ ok: true, upTo }), stream, facts, expected, relies }
  }

  async #read(): Promise<void> {
    for (let left = !this.#closed; left;) {
      const entries = await recordsAfter(this.#store, this.state.number, PAGE)
      for (const entry of entries) this.#rules.evolve(this.state, entry)
      this.#keeper.note(entries.length)
      if (entries.length > 0) for (const listener of this.#listeners) listener(entries)
      left = entries.length === PAGE && !this.#closed
    }
    this.#keeper.look()
  }

  /** Every node does so: ids derive from their causes, and the second node gets the first one's answer. */
  async #executeDue(): Promise<void> {
    for (const command of this.#rules.due(this.state, this.#clock.now())) {
      if (this.#closed) return
      const { answer } = await this.execute({ accountId: null, from: 'hub' }, command)
      if (!answer.ok) this.#log.warn('records.dueRefused', { command: command.type, code: answer.code })
    }
  }

  #lookAgain(everyMs: number): void {
    this.#look = this.#clock.after(everyMs, () => {
      this.catchUp()
        .then(() => this.#executeDue())
        .catch((error: unknown) => this.#log.error('records.notRead', error))
        .finally(() => {
          if (!this.#closed) this.#lookAgain(everyMs)
        })
    })
  }
}

function refusedAlongside(error: unknown): Refusal {
  if (error instanceof RefusedAlongside) return error.refusal
  throw error
}

function executed(appended: Answered, fingerprint: string): Executed {
  if (appended.fingerprint !== fingerprint) return { answer: refuse('command.idReused'), fresh: false }
  return { answer: appended.answer, fresh: appended.kind === 'written' }
}

/** Tells a retry of a command from another command, or another sender, under the same id. */
function fingerprintOf({ accountId }: RecordSender, command: HubCommand): string {
  return hash('sha256', `${accountId ?? 'system'} ${JSON.stringify(command)}`, 'base64url')
}
