import type { Answer, Command, PaymentOrder } from '@service-hall/contract'
import { uuid7 } from '@service-hall/contract'
import {
  ALIPAY_RULES,
  LightDisk,
  LightHall,
  WECHAT_RULES,
  bankCardRules,
  unionpayRules,
} from '@service-hall/hall-server/light-hall'
import type { Channel, Peer } from '@service-hall/hall-server/light-hall'
import { forkRandom } from '@service-hall/harness/random'
import type { Random } from '@service-hall/harness/random'
import { Checks } from './checks.ts'
import type { Life } from './life.ts'
import type { Timeline } from './timeline.ts'
import { Acquirer, cardChannel } from './world/acquirer.ts'
import { Line } from './world/line.ts'
import type { Weather } from './world/line.ts'
import { qrChannel } from './world/qr-channel.ts'
import { QrGateway } from './world/qr-gateway.ts'
import type { GatewayNotice } from './world/qr-gateway.ts'
import { Utility, billingOf } from './world/utility.ts'

const MINUTE = 60_000
const TRANSIENT: readonly string[] = ['payment.billingAway', 'hall.recovering']
const NOTICES_MS = [0, 15_000, 30_000, 180_000, 600_000, 3_600_000, 10_800_000] as const
const RULES = { alipay: ALIPAY_RULES, wechat: WECHAT_RULES, unionpay: unionpayRules(MINUTE) } as const
export type GatewayName = keyof typeof RULES
const GATEWAYS = ['alipay', 'wechat', 'unionpay'] as const

export type WorldOptions = {
  timeline: Timeline
  random: Random
  weather: Weather
  crashShare: number
  trace: (line: string) => void
}

/** A hall with everything around it: channels, utility, kiosks, people; and its power, which may fail at any moment. */
export class World {
  readonly checks: Checks
  readonly utility: Utility
  readonly acquirer: Acquirer
  readonly cards = new Map<string, number>()
  readonly gateways: Record<GatewayName, QrGateway>
  readonly lines: Record<GatewayName | 'bankCard' | 'billing', Line>
  crashes = 0
  forged = 0
  readonly #timeline: Timeline
  readonly #random: Random
  readonly #trace: (line: string) => void
  readonly #disk = new LightDisk()
  readonly #weather: Weather
  #crashShare: number
  #hall: LightHall | null = null
  #life = { isOver: false }
  /** Who waits for an answer of this life of the process. */
  readonly #asking = new Set<() => void>()
  readonly #watchers = new Map<string, Set<() => void>>()
  readonly #ticks = new Set<number>()
  /** Notes by order: in, and paid out. */
  readonly #cash = new Map<string, number>()
  readonly #boxes = new Map<string, { fen: number; notes: number }>()
  #credits = 0

  constructor({ timeline, random, weather, crashShare, trace }: WorldOptions) {
    this.#timeline = timeline
    this.#random = random
    this.#weather = weather
    this.#crashShare = crashShare
    this.#trace = trace
    this.checks = new Checks(() => timeline.now, {
      takes: (channelNo) => this.#takes(channelNo),
      saidOver: (channelNo) => this.#saidOver(channelNo),
      saidNo: (key) => this.utility.refusals.has(key),
    })
    this.utility = new Utility(timeline)
    this.acquirer = new Acquirer(timeline, forkRandom(random))
    const gateway = (name: GatewayName): QrGateway =>
      new QrGateway(name, timeline, forkRandom(random), (notice) => void this.#notify(name, notice))
    this.gateways = { alipay: gateway('alipay'), wechat: gateway('wechat'), unionpay: gateway('unionpay') }
    const line = (): Line => new Line(timeline, forkRandom(random), weather)
    this.lines = { alipay: line(), wechat: line(), unionpay: line(), bankCard: line(), billing: line() }
    this.#start()
  }

  get now(): number {
    return this.#timeline.now
  }

  get hall(): LightHall | null {
    return this.#hall
  }

  /** Nothing breaks from now on. */
  calm(): void {
    this.#weather.faults = 0
    this.#crashShare = 0
  }

  gateway(channel: string): QrGateway | undefined {
    return GATEWAYS.includes(channel as GatewayName) ? this.gateways[channel as GatewayName] : undefined
  }

  sleep(ms: number): Promise<void> {
    return this.#timeline.sleep(ms)
  }

  later(ms: number, task: () => void): void {
    this.#timeline.after(ms, task)
  }

  order(id: string | null): PaymentOrder | undefined {
    return id === null ? undefined : this.#hall?.state.view.payments[id]
  }

  orders(): PaymentOrder[] {
    return this.#hall
      ? Object.values(this.#hall.state.view.payments).filter(
          ({ endedAt, delivery }) => endedAt === null || delivery?.state === 'done',
        )
      : []
  }

  /** Sends a command until it is answered, through every death of the hall; some are sent twice, or asked for again. */
  async send(actor: Peer, command: Omit<Command, 'id'>): Promise<Answer | null> {
    const whole = { ...command, id: this.#id() } as Command
    let first: string | null = null
    for (let turn = 0; turn < 200; turn += 1) {
      const hall = this.#hall
      const answer = hall && (await this.#ask(hall, actor, whole))
      const isTaken = answer && (answer.ok || !TRANSIENT.includes(answer.code))
      if (isTaken)
        first = this.#sameAgain(command.type, first, JSON.stringify(answer.ok ? answer.result : answer))
      const isLost = this.#weather.faults > 0 && this.#random.chance(0.02)
      if (isTaken && !isLost) {
        if (this.#weather.faults > 0 && this.#random.chance(0.01) && this.#hall)
          void this.#ask(this.#hall, actor, whole)
        this.#trace(`${command.type}: ${answer.ok ? 'ok' : answer.code}`)
        return answer
      }
      await this.sleep(1_000 + turn * 2_000)
    }
    return null
  }

  /** Waits until it is so, looking whenever something of the order happens and when the hall comes back. */
  until(orderId: string | null, look: () => boolean, ms: number): Promise<void> {
    if (orderId === null) return Promise.resolve()
    const watchers = this.#watchers.get(orderId) ?? new Set()
    this.#watchers.set(orderId, watchers)
    return new Promise((resolve) => {
      const isSo = (): boolean => this.#hall !== null && look()
      if (isSo()) return resolve()
      const end = (): void => {
        cancel()
        watchers.delete(watch)
        resolve()
      }
      const watch = (): void => {
        if (isSo()) end()
      }
      const cancel = this.#timeline.after(ms, end)
      watchers.add(watch)
    })
  }

  /** A note is in a box; its credit's id. */
  stack(boxId: string, orderId: string, fen: number): string {
    const box = this.#boxes.get(boxId) ?? { fen: 0, notes: 0 }
    this.#boxes.set(boxId, { fen: box.fen + fen, notes: box.notes + 1 })
    this.#cash.set(orderId, (this.#cash.get(orderId) ?? 0) + fen)
    this.#credits += 1
    return `note-${this.#credits}`
  }

  /** Takes everything out of a box. */
  emptied(boxId: string): { fen: number; notes: number } {
    const box = this.#boxes.get(boxId) ?? { fen: 0, notes: 0 }
    this.#boxes.delete(boxId)
    return box
  }

  paidOut(orderId: string, fen: number): void {
    this.#cash.set(orderId, (this.#cash.get(orderId) ?? 0) - fen)
  }

  cashFen(orderId: string): number {
    return this.#cash.get(orderId) ?? 0
  }

  /** All facts that are on the hall's disk. */
  facts() {
    return this.#disk.steps.flatMap(({ entries }) => entries)
  }

  /** The power fails. */
  crash(): void {
    if (this.#life.isOver) return
    this.#life.isOver = true
    this.#hall = null
    this.crashes += 1
    this.#trace('the hall dies')
    for (const lost of [...this.#asking]) lost()
    const luck = this.#random.next()
    const downMs =
      luck < 0.7
        ? 1_000 + this.#random.below(9_000)
        : luck < 0.95
          ? this.#random.below(5 * MINUTE)
          : this.#random.below(180 * MINUTE)
    this.later(downMs, () => this.#start())
  }

  /** Whether a channel still takes a customer's money for a number, or has it. */
  #takes(channelNo: string): boolean {
    const sales = [...this.acquirer.sales.values()].filter((sale) => sale.channelNo === channelNo)
    return (
      sales.some(({ fen, returnedFen }) => fen > returnedFen) ||
      GATEWAYS.some((name) => this.gateways[name].takes(channelNo))
    )
  }

  #saidOver(channelNo: string): boolean {
    return (
      this.acquirer.saidOver.has(channelNo) ||
      GATEWAYS.some((name) => this.gateways[name].saidOver.has(channelNo))
    )
  }

  /** What was answered is on disk: asked again, it is answered alike. */
  #sameAgain(type: string, first: string | null, again: string): string {
    if (first !== null && first !== again)
      this.checks.violations.push(`${type} was answered ${first}, then ${again}`)
    return first ?? again
  }

  #ask(hall: LightHall, actor: Peer, command: Command): Promise<Answer | null> {
    return this.#orLost(hall.peer(actor, command))
  }

  /** What this life of the hall answers; null: it has died before. */
  async #orLost<T>(answered: Promise<T>): Promise<T | null> {
    let lost = (): void => undefined
    const died = new Promise<null>((resolve) => {
      lost = () => resolve(null)
    })
    this.#asking.add(lost)
    const answer = await Promise.race([answered, died])
    this.#asking.delete(lost)
    return answer
  }

  #start(): void {
    const its = { isOver: false }
    this.#life = its
    const life: Life = {
      isDead: () => its.isOver,
      diesHere: () => {
        if (its.isOver || !this.#random.chance(this.#crashShare)) return false
        this.crash()
        return true
      },
    }
    this.checks.restart()
    this.#ticks.clear()
    const { now } = this
    const clock = {
      now: () => this.now,
      monotonic: () => this.now,
      after: (ms: number, task: () => void) => this.#timeline.after(ms, () => its.isOver || task()),
    }
    const hall = new LightHall({
      ...{ disk: this.#disk, clock, random: () => this.#random.next() },
      log: {
        info: () => undefined,
        warn: () => undefined,
        error: (event, cause) =>
          this.checks.violations.push(`${event}: ${cause instanceof Error ? cause.stack : String(cause)}`),
      },
      commitMs: () => this.#random.below(8),
      diesAt: () => its.isOver || life.diesHere(),
      isDead: life.isDead,
      decided: (step, state) => {
        if (this.now > now)
          for (const { fact } of step.entries) this.#trace(`  ${step.command} → ${JSON.stringify(fact)}`)
        this.checks.decided(step, state)
      },
      committed: (steps) => {
        this.checks.committed(steps)
        for (const { entries } of steps)
          for (const { fact } of entries) if ('orderId' in fact && fact.orderId) this.#touched(fact.orderId)
      },
      billing: billingOf(this.utility, { line: this.lines.billing, life, onDisk: this.#onDisk }),
      channels: this.#channels(life),
    })
    this.#hall = hall
    this.#trace('the hall is there')
    void hall.tick()
    for (const id of Object.keys(hall.state.view.payments)) this.#touched(id)
  }

  readonly #onDisk = (number: string): void => this.checks.leaves(number)

  #channels(life: Life): Record<string, Channel> {
    const of = (name: GatewayName): Channel =>
      qrChannel(this.gateways[name], RULES[name], { line: this.lines[name], life, onDisk: this.#onDisk })
    const card = { line: this.lines.bankCard, life, onDisk: this.#onDisk }
    return {
      ...{ alipay: of('alipay'), wechat: of('wechat'), unionpay: of('unionpay') },
      bankCard: cardChannel(this.acquirer, bankCardRules(30), card),
    }
  }

  /** Something of an order is on disk: who waits for it looks, and the hall's clock will at its next time. */
  #touched(orderId: string): void {
    this.later(1, () => {
      for (const watch of [...(this.#watchers.get(orderId) ?? [])]) watch()
    })
    const order = this.order(orderId)
    if (!order || order.endedAt !== null) return
    const { delivery, attempts, until } = order
    const attempt = attempts.at(-1)
    const times = [until, ...(attempt ? [attempt.until + (attempt.use === 'cash' ? MINUTE : 0)] : [])]
    if (delivery?.state === 'sold') times.push(delivery.since + 3 * MINUTE)
    for (const at of times) this.#tickAt(Math.max(at, this.now))
  }

  #tickAt(at: number): void {
    const second = Math.floor(at / 1_000) * 1_000 + 1_000
    if (this.#ticks.has(second)) return
    this.#ticks.add(second)
    this.later(second - this.now, () => {
      this.#ticks.delete(second)
      void this.#hall?.tick()
    })
  }

  /** A gateway tells: late, twice, in another order, with a bad signature first; again and again until it is taken. */
  async #notify(name: GatewayName, notice: GatewayNotice): Promise<void> {
    const random = this.#random
    const { faults } = this.#weather
    if (random.chance(faults / 2)) return // UnionPay's failed trades tell nothing, and some get lost for good
    const copies = random.chance(faults) ? 2 : 1
    if (random.chance(faults / 2)) await this.#tell(name, { ...notice, isForged: true })
    for (let copy = 0; copy < copies; copy += 1) void this.#repeat(name, notice)
  }

  async #repeat(name: GatewayName, notice: GatewayNotice): Promise<void> {
    await this.sleep(this.#random.chance(0.1) ? this.#random.below(600_000) : 50 + this.#random.below(2_000))
    for (const ms of NOTICES_MS) {
      await this.sleep(ms)
      if ((await this.#tell(name, notice)) === 200) return
    }
  }

  /** The status that a notice is answered with; null: it was lost, or there was nobody. */
  #tell(name: GatewayName, notice: GatewayNotice & { isForged?: boolean }): Promise<number | null> {
    const hall = this.#hall
    const isLost = this.lines[name].isStormy || this.#random.chance(this.#weather.faults)
    if (notice.isForged) this.forged += 1
    if (!hall || isLost) return Promise.resolve(null)
    const body = Buffer.from(JSON.stringify(notice))
    return this.#orLost(hall.notice(name, { headers: {}, body, at: this.now }))
  }

  #id(): string {
    return uuid7(
      this.now,
      Uint8Array.from({ length: 10 }, () => this.#random.below(256)),
    )
  }
}
