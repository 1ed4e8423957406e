import type {
  Answer,
  AttemptId,
  Command,
  PaymentAttempt,
  PaymentOrder,
  PaymentOrderId,
  PayUse,
} from '@service-hall/contract'
import { isSettled, openAttempt } from '@service-hall/contract'
import { asKiosk } from '@service-hall/contract/testing'
import type { Random } from '@service-hall/harness/random'
import type { World } from './world.ts'

type Way = { channel: string; use: PayUse }
const WAYS: readonly [Way, ...Way[]] = [
  { channel: 'alipay', use: 'showsCode' },
  { channel: 'alipay', use: 'showsCode' },
  { channel: 'alipay', use: 'scansCode' },
  { channel: 'wechat', use: 'showsCode' },
  { channel: 'wechat', use: 'showsCode' },
  { channel: 'wechat', use: 'scansCode' },
  { channel: 'unionpay', use: 'showsCode' },
  { channel: 'bankCard', use: 'card' },
  { channel: 'bankCard', use: 'card' },
  { channel: 'cash', use: 'cash' },
  { channel: 'cash', use: 'cash' },
]
const CREDENTIALS = {
  scansCode: { kind: 'paymentCode', code: '281234567890123456' },
  card: {
    ...{ kind: 'card', maskedPan: '622202******1234', entryMode: 'chip', track2: 'AB'.repeat(16) },
    ...{ pinBlock: 'AB'.repeat(8), cardSequence: null, chipData: null },
  },
} as const

/** One customer at a kiosk: what they want, and what they do. */
export class Customer {
  readonly #world: World
  readonly #random: Random
  readonly #accountNo: string
  readonly #kiosk: string
  #orderId: PaymentOrderId | null = null

  constructor(world: World, random: Random, { accountNo, kiosk }: { accountNo: string; kiosk: string }) {
    this.#world = world
    this.#random = random
    this.#accountNo = accountNo
    this.#kiosk = kiosk
  }

  async visit(): Promise<void> {
    const orderId = await this.#open()
    if (!orderId) return
    this.#orderId = orderId
    if (this.#random.chance(0.03)) this.#world.utility.paidElsewhere(this.#accountNo)
    for (let turn = 0; turn < 3; turn += 1) {
      const attempt = await this.#attempt(this.#random.pick(WAYS))
      if (!attempt) break
      const next = await this.#pay(attempt)
      if (next === 'done') break
    }
    if (this.#random.chance(0.5)) await this.#cancel()
    await this.#writeCard()
  }

  async #open(): Promise<PaymentOrderId | null> {
    const household = this.#world.utility.households.get(this.#accountNo)
    if (!household) return null
    const isCard = household.mode === 'meterCard'
    const bills = household.bills.filter(({ dueFen }) => dueFen > 0).slice(0, 1 + this.#random.below(3))
    const prepays = !isCard && (bills.length === 0 || this.#random.chance(0.1))
    const answer = await this.#send({
      ...{ type: 'payment.open', accountNo: this.#accountNo },
      ...(isCard
        ? {
            ...{ purpose: 'meterCard', bills: [], creditFen: 5_000 * (1 + this.#random.below(10)) },
            meterCard: { meterNo: '1234567890', cardSerial: 'ABCD1234', count: 7 },
          }
        : prepays
          ? { purpose: 'prepay', bills: [], creditFen: 10_000 }
          : {
              purpose: 'bills',
              bills: bills.map(({ billId, month, dueFen }) => ({ billId, month, fen: dueFen })),
              creditFen: 0,
            }),
    })
    return answer?.ok ? (answer.result.paymentOrderId ?? null) : null
  }

  async #attempt({ channel, use }: Way): Promise<PaymentAttempt | null> {
    const credential = use === 'scansCode' || use === 'card' ? { credential: CREDENTIALS[use] } : {}
    const known = new Set(this.#order?.attempts.map(({ id }) => id))
    const answer = await this.#send({
      type: 'payment.attempt',
      orderId: this.#orderId,
      channel,
      use,
      ...credential,
    })
    if (!answer?.ok) return null
    await this.#seen(() => this.#order?.attempts.some(({ id }) => !known.has(id)) ?? true, 60_000)
    return this.#order?.attempts.find(({ id }) => !known.has(id)) ?? null
  }

  async #pay(attempt: PaymentAttempt): Promise<'done' | 'again'> {
    switch (attempt.use) {
      case 'cash':
        return this.#payCash(attempt)
      case 'card':
        return this.#wait(attempt.id, 120_000)
      case 'scansCode':
        return this.#payByCode(attempt)
      case 'showsCode':
        return this.#payQr(attempt)
    }
  }

  async #payByCode({ id, channelNo, channel }: PaymentAttempt): Promise<'done' | 'again'> {
    const gateway = this.#world.gateway(channel)
    if (this.#random.chance(0.7))
      this.#world.later(500 + this.#random.below(90_000), () => gateway?.customerPays(channelNo))
    if (this.#random.chance(0.1)) await this.#end(id, this.#random.below(40_000))
    return this.#wait(id, 120_000)
  }

  async #payQr({ id, channelNo, channel }: PaymentAttempt): Promise<'done' | 'again'> {
    const random = this.#random
    const gateway = this.#world.gateway(channel)
    await this.#seen(() => this.#attemptNow(id)?.state !== 'opening', 60_000)
    const shown = this.#attemptNow(id)
    if (shown?.state === 'payable' && shown.qr !== undefined && gateway) {
      const pay = (): void => void gateway.customerPays(channelNo)
      const luck = random.next()
      const atTheEnd = Math.max(0, shown.until - this.#world.now)
      if (luck < 0.55) this.#world.later(2_000 + random.below(30_000), pay)
      else if (luck < 0.7) this.#world.later(atTheEnd - 1_500 + random.below(4_000), pay)
      else if (luck < 0.78) this.#world.later(atTheEnd + random.below(90_000), pay)
      else if (luck < 0.84) for (const _ of [1, 2]) this.#world.later(1_000 + random.below(60_000), pay)
      if (random.chance(0.3)) this.#world.later(random.below(20_000), () => gateway.customerScans(channelNo))
      if (random.chance(0.2)) {
        const when = random.below(50_000)
        if (random.chance(0.5)) this.#world.later(when + random.below(800), pay)
        await this.#end(id, when)
      }
    }
    return this.#wait(id, 150_000)
  }

  /** Notes go in; each is told at least once, some late; then the kiosk says that no more come. */
  async #payCash(attempt: PaymentAttempt): Promise<'done' | 'again'> {
    const random = this.#random
    const { id } = attempt
    const wanted = this.#order?.totalFen ?? 0
    let inserted = 0
    const told: Promise<unknown>[] = []
    const aim = random.chance(0.75) ? wanted : random.below(wanted)
    while (inserted < aim && this.#attemptNow(id)?.state === 'payable') {
      const fen = random.pick([1_000, 2_000, 5_000, 10_000])
      inserted += fen
      told.push(
        this.#note(id, fen, random.chance(0.05) ? random.below(random.chance(0.2) ? 7_200_000 : 600_000) : 0),
      )
      await this.#world.sleep(1_000 + random.below(4_000))
    }
    if (random.chance(0.07)) return 'done' // the kiosk has lost its power
    if (!random.chance(0.1)) await Promise.race([Promise.all(told), this.#world.sleep(30_000)])
    if (random.chance(0.1)) await this.#cancel()
    else
      await this.#send({
        ...{ type: 'payment.endCash', orderId: this.#orderId, attemptId: id },
        short: random.chance(0.5) ? 'credit' : 'counter',
      })
    return 'done'
  }

  async #note(attemptId: AttemptId, fen: number, lateMs: number): Promise<void> {
    const deviceId = `${this.#kiosk}-cash`
    const creditId = this.#world.stack(deviceId, this.#orderId ?? '', fen)
    const tell = (): Promise<unknown> =>
      this.#send({ type: 'payment.credit', orderId: this.#orderId, attemptId, deviceId, creditId, fen })
    if (lateMs > 0) await this.#world.sleep(lateMs)
    await tell()
    if (this.#random.chance(0.1)) await tell()
  }

  /** Has the attempt ended after a while. */
  async #end(attemptId: AttemptId, ms: number): Promise<void> {
    await this.#world.sleep(ms)
    const cause = this.#random.chance(0.5) ? 'otherWay' : 'customer'
    if (this.#random.chance(0.3)) await this.#cancel()
    else await this.#send({ type: 'payment.endAttempt', orderId: this.#orderId, attemptId, cause })
  }

  /** Waits for how it ends; who waited in vain goes away, or tries something else where that is offered. */
  async #wait(attemptId: AttemptId, ms: number): Promise<'done' | 'again'> {
    await this.#seen(() => {
      const order = this.#order
      return !order || !openAttempt(order)
    }, ms)
    const attempt = this.#attemptNow(attemptId)
    const isOver = attempt?.state === 'closed' || attempt?.state === 'refused'
    return isOver && this.#random.chance(0.7) ? 'again' : 'done'
  }

  async #cancel(): Promise<void> {
    if (this.#orderId && this.#order && !isSettled(this.#order))
      await this.#send({ type: 'payment.cancel', orderId: this.#orderId })
  }

  /** A meter card is written and read back, or not. */
  async #writeCard(): Promise<void> {
    if (this.#order?.purpose !== 'meterCard') return
    await this.#seen(() => this.#order?.delivery?.state === 'sold', 300_000)
    const { delivery } = this.#order ?? {}
    if (delivery?.state !== 'sold') return
    const isWritten = this.#random.chance(0.9)
    const count = isWritten ? (delivery.count ?? 0) : 7
    this.#world.cards.set(this.#orderId ?? '', count)
    if (this.#random.chance(0.1)) return
    await this.#send({ type: 'payment.meterCard', orderId: this.#orderId, count })
  }

  get #order(): PaymentOrder | undefined {
    return this.#world.order(this.#orderId)
  }

  #attemptNow(id: AttemptId): PaymentAttempt | undefined {
    return this.#order?.attempts.find((one) => one.id === id)
  }

  #seen(look: () => boolean, ms: number): Promise<void> {
    return this.#world.until(this.#orderId, look, ms)
  }

  #send(command: object): Promise<Answer | null> {
    return this.#world.send(asKiosk(this.#kiosk), command as Omit<Command, 'id'>)
  }
}
