import { actorRef, isSystemCommand, mayCommand, publicConfig, refuse, uuid7 } from '@service-hall/contract'
import type { Actor, Answer, Command, DecidableCommand, Fact, FactEntry } from '@service-hall/contract'
import { MORNING, aHallFile } from '@service-hall/contract/testing'
import type { Clock, Log } from '@service-hall/server-kit'
import { TokenBucket } from '@service-hall/server-kit'
import { decide, dueCommands, stateFold } from '../../src/capabilities.ts'
import type { HallState } from '../../src/capabilities.ts'
import { businessDay } from '../../src/core/business-day.ts'
import type { Peer } from '../../src/core/capability.ts'
import { Effects, effectSource } from '../../src/core/effects.ts'
import { executing } from '../../src/core/execute.ts'
import type { Execute } from '../../src/core/execute.ts'
import type { HallOf, Knows } from '../../src/core/hall.ts'
import type { Billing } from '../../src/billing/port.ts'
import { RULES as ALIPAY_RULES } from '../../src/payment/channel/alipay/rules.ts'
import { bankCardRules } from '../../src/payment/channel/bank-card/rules.ts'
import type { Channel, RawNotice } from '../../src/payment/channel/port.ts'
import { unionpayRules } from '../../src/payment/channel/unionpay/rules.ts'
import { WECHAT_RULES } from '../../src/payment/channel/wechat/rules.ts'
import { payment } from '../../src/payment/index.ts'
import { noticeCommand } from '../../src/payment/notice.ts'
import { prepareAttempt, prepareOpen } from '../../src/payment/prepare.ts'
import { CredentialShelf } from '../../src/payment/systems.ts'
import type { PaymentSystems } from '../../src/payment/systems.ts'
import { dayOpening } from '../../src/queue/left.ts'

export { totalOf } from '../../src/payment/ledger/books.ts'
export type { Peer } from '../../src/core/capability.ts'
export type { HallState } from '../../src/capabilities.ts'
export type * from '../../src/billing/port.ts'
export type {
  Channel,
  ChannelRules,
  Charge,
  Closed,
  Credential,
  NoticeRead,
  Opened,
  RefundOrder,
  RefundStanding,
  Standing,
} from '../../src/payment/channel/port.ts'
export { ALIPAY_RULES, WECHAT_RULES, bankCardRules, unionpayRules }

/** One command that was carried out, with its facts. */
export type Step = { command: DecidableCommand['type'] | null; entries: FactEntry[] }

/** What outlives a crash: what was committed, and what was answered with it. */
export class LightDisk {
  readonly steps: Step[] = []
  readonly answers = new Map<string, Answer>()
}

export type LightOptions = {
  disk: LightDisk
  clock: Clock
  log: Log
  /** Numbers in [0, 1). */
  random: () => number
  /** How long the next commit takes, ms. */
  commitMs: () => number
  /** Asked at each point where a process may die; true: it has died, and does nothing from here on. */
  diesAt: (point: 'beforeCommit' | 'afterCommit') => boolean
  isDead: () => boolean
  /** Told of each step when it is decided, and again of those on disk when the state is made anew. */
  decided: (step: Step, state: HallState) => void
  committed: (steps: readonly Step[]) => void
  billing: Billing
  channels: Readonly<Record<string, Channel>>
}

type Waiting = { step: Step; id: string | null; answer: Answer; done: (answer: Answer) => void }

/** A promise of a process that is dead: nobody is left to keep it. */
const NEVER = new Promise<never>(() => undefined)

/**
 * The payments of a hall without journal, wire or timers of the machine: the true decisions, folds and effects on an array of
 * committed facts. State runs ahead of the disk as in `Hall`; what was not committed when it dies is gone.
 */
export class LightHall {
  state = stateFold.empty()
  readonly #options: LightOptions
  readonly #waiting: Waiting[] = []
  readonly #underWay = new Map<string, Promise<Answer>>()
  readonly #listeners = new Set<(entries: FactEntry[]) => void>()
  readonly #execute: Execute
  readonly #payments: PaymentSystems
  #isCommitting = false

  constructor(options: LightOptions) {
    this.#options = options
    const { disk, clock, log, billing, channels } = options
    if (disk.steps.length === 0) disk.steps.push(firstStep(clock.now()))
    for (const step of disk.steps) this.#fold(step)
    this.#payments = {
      billing,
      channels: new Map(
        Object.entries(channels).map(([id, channel]) => [id, { kind: undefined as never, channel }]),
      ),
      shelf: new CredentialShelf(clock),
      refusedNotices: new TokenBucket(clock, { burst: 20, perMinute: 6 }),
      stopping: new AbortController().signal,
    }
    const hall = this as unknown as HallOf<HallState>
    const ports = { hall, payments: this.#payments, clock, log }
    this.#execute = executing(hall, { 'payment.open': prepareOpen, 'payment.attempt': prepareAttempt }, ports)
    new Effects(hall, [effectSource(payment, hall, ports)], { clock, log })
  }

  get config() {
    return this.state.view.config
  }

  get number(): number {
    return this.state.view.number
  }

  now(): number {
    return this.#options.clock.now()
  }

  newId(): string {
    const { random } = this.#options
    return uuid7(
      this.now(),
      Uint8Array.from({ length: 10 }, () => Math.floor(random() * 256)),
    )
  }

  onCommitted(listener: (entries: FactEntry[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onRebuilt(): () => void {
    return () => undefined
  }

  isAnswered(id: string): Promise<boolean> {
    return Promise.resolve(this.#options.disk.answers.has(id) || this.#underWay.has(id))
  }

  /** A peer's command, prepared as the server does. */
  peer(actor: Peer, command: Command): Promise<Answer> {
    return this.#execute(actor, command)
  }

  system(command: DecidableCommand): Promise<Answer> {
    return this.execute({ kind: 'system' }, command)
  }

  /** A channel's notice, as the route takes it; the status it is answered with. */
  async notice(id: string, raw: RawNotice): Promise<number> {
    const channel = this.#payments.channels.get(id)?.channel
    if (!channel?.notice) return 400
    const read = await channel.notice(raw)
    const command =
      read.ok || this.#payments.refusedNotices.take()
        ? noticeCommand({ hall: this.#hall, payments: this.#payments }, id, read)
        : null
    const answer = command && (await this.system(command))
    return read.ok && answer && !answer.ok && answer.code !== 'payment.unknown' ? 503 : read.reply.status
  }

  /** What is due. */
  async tick(): Promise<void> {
    if (this.#options.isDead()) return
    this.#openDayIfNew()
    await Promise.all(dueCommands(this.state, this.now()).map((command) => this.system(command)))
  }

  async execute(actor: Actor, command: DecidableCommand, { bar }: Knows = {}): Promise<Answer> {
    if (this.#options.isDead()) return NEVER
    if (isSystemCommand(command) ? actor.kind !== 'system' : !mayCommand(actor, command.type))
      return refuse('access.denied')
    const known = this.#options.disk.answers.get(command.id) ?? this.#underWay.get(command.id)
    if (known) return known
    const barred = bar?.()
    if (barred) return barred
    const answered = this.#decide(actor, command)
    this.#underWay.set(command.id, answered)
    void answered.then(() => this.#underWay.delete(command.id))
    return answered
  }

  get #hall(): HallOf<HallState> {
    return this as unknown as HallOf<HallState>
  }

  #decide(actor: Actor, command: DecidableCommand): Promise<Answer> {
    const { config } = this
    if (!config) throw new Error('not configured')
    const day = this.#openDayIfNew()
    const decision = decide(this.state, command, {
      ...{ now: this.now(), day, actor, config, steadyFrom: 1 },
      newId: () => this.newId(),
    })
    const facts: Fact[] = decision.ok
      ? decision.facts
      : [{ type: 'CommandRefused', command: command.type, code: decision.code, by: actorRef(actor) }]
    const upTo = this.number + facts.length
    const answer: Answer = decision.ok ? { ok: true, upTo, result: decision.result } : decision
    return this.#submit(facts, command, answer)
  }

  #openDayIfNew() {
    const { view } = this.state
    const day = businessDay(this.now(), view.config?.hall.timeZone ?? 'UTC', view.day)
    if (day !== view.day)
      void this.#submit([dayOpening(this.state, day, this.now())], null, { ok: true } as Answer)
    return day
  }

  #submit(facts: readonly Fact[], command: DecidableCommand | null, answer: Answer): Promise<Answer> {
    const from = this.number
    const entries = facts.map((fact, index): FactEntry => ({
      ...{ number: from + index + 1, at: this.now(), fact },
      ...(command ? { commandId: command.id } : {}),
    }))
    const step: Step = { command: command?.type ?? null, entries }
    this.#fold(step)
    return new Promise((done) => {
      this.#waiting.push({ step, id: facts.length > 0 && command ? command.id : null, answer, done })
      if (this.#isCommitting) return
      this.#isCommitting = true
      this.#options.clock.after(this.#options.commitMs(), () => this.#commit())
    })
  }

  #fold(step: Step): void {
    if (step.entries.length === 0) return
    for (const entry of step.entries) this.state = stateFold.evolve(this.state, entry.fact, entry)
    this.#options.decided(step, this.state)
  }

  #commit(): void {
    const { disk, diesAt, committed } = this.#options
    if (diesAt('beforeCommit')) return
    this.#isCommitting = false
    const batch = this.#waiting.splice(0)
    for (const { step, id, answer } of batch) {
      if (step.entries.length > 0) disk.steps.push(step)
      if (id !== null) disk.answers.set(id, answer)
    }
    committed(batch.map(({ step }) => step))
    if (diesAt('afterCommit')) return
    for (const { step, answer, done } of batch) {
      for (const listener of this.#listeners) listener(step.entries)
      done(answer)
    }
  }
}

/** A hall that takes every way to pay, with acceptors at its kiosks. */
function firstStep(at: number): Step {
  const file = aHallFile({
    kiosks: 3,
    pads: false,
    change: (input) => {
      input.devices = [...(input.devices ?? []), ...['K1', 'K2', 'K3'].map(acceptorAt)]
      input.paymentSystems = { billing: {}, channels: {} }
      input.payments = {
        refundApprovalFen: 20_000,
        ways: [
          { channel: 'alipay', uses: ['showsCode', 'scansCode'] },
          { channel: 'wechat', uses: ['showsCode', 'scansCode'] },
          { channel: 'unionpay', uses: ['showsCode'] },
          { channel: 'bankCard', uses: ['card'] },
          { channel: 'cash', uses: ['cash'] },
        ],
      }
    },
  })
  const empty = stateFold.empty()
  const command = { type: 'hall.configure', id: 'configure:1', config: publicConfig(file) } as never
  const decision = decide(empty, command, {
    ...{ now: at, day: '2026-01-05' as never, actor: { kind: 'system' } as const },
    ...{ config: publicConfig(file), newId: () => uuid7(MORNING, new Uint8Array(10)) },
  })
  if (!decision.ok) throw new Error(decision.code)
  return {
    command: 'hall.configure',
    entries: decision.facts.map((fact, index) => ({ number: index + 1, at, fact })),
  }
}

function acceptorAt(station: string, index: number) {
  return {
    ...{ kind: 'cashAcceptor' as const, id: `${station}-cash`, name: { zh: '纸币器', en: 'Cash acceptor' } },
    ...{ profile: 'id003' as const, station, link: { url: `tcp://127.0.0.1:${9300 + index}` } },
  }
}
