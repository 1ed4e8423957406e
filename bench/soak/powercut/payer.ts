import { isDelivering } from '@service-hall/contract'
import type { AttemptId, Command, DeviceId, PaymentOrderId } from '@service-hall/contract'
import { lookUntil } from '@service-hall/harness/process'
import type { Random } from '@service-hall/harness/random'
import type { HallClient } from '../../lib/hall-client.ts'
import { LiveLine } from '../live-line.ts'
import { id } from '../workload.ts'
import { boxOf } from './hall.ts'
import type { Account } from './hall.ts'

const NOTES = [100, 500, 1_000, 2_000, 5_000, 10_000] as [number, ...number[]]
/** The longest that a customer looks for the way to pay; a hall that lost the order never shows it, ms. */
const PATIENCE_MS = 10_000

/** One kiosk that takes notes: bills, money ahead, too much, too little. */
export class Payer {
  readonly client: HallClient
  /** What was answered since somebody last asked again. */
  readonly #answered: Command[] = []
  readonly #line: LiveLine
  readonly #kiosk: string
  readonly #accounts: Account[]
  readonly #random: Random
  #credits = 0

  constructor(
    client: HallClient,
    { kiosk, accounts, random }: { kiosk: string; accounts: Account[]; random: Random },
  ) {
    this.client = client
    this.#line = new LiveLine(client, { folds: true })
    this.#kiosk = kiosk
    this.#accounts = accounts
    this.#random = random
  }

  /** Whether no order that this kiosk sees waits for the utility. */
  get isAtRest(): boolean {
    return !Object.values(this.#line.view.payments).some(isDelivering)
  }

  /** One customer from the first touch to the last note; ends early where the hall refuses. */
  async pay(): Promise<'paid' | 'refused'> {
    const random = this.#random
    const order = this.#order()
    const opened = await this.#send({ type: 'payment.open', id: id(random), ...order })
    if (!opened?.paymentOrderId) return 'refused'
    const orderId = opened.paymentOrderId
    const isBegun = await this.#send({
      ...{ type: 'payment.attempt', id: id(random), orderId },
      ...{ channel: 'cash', use: 'cash' },
    } as Command)
    const attemptId = isBegun && (await this.#attemptOf(orderId))
    if (!attemptId) return 'refused'
    const total = order.bills.reduce((sum, { fen }) => sum + fen, order.creditFen)
    const isShort = random.chance(0.1)
    for (let fen = 0; fen < total;) {
      const note = random.pick(NOTES)
      const isIn = await this.#send(this.#note(orderId, attemptId, note))
      if (!isIn) return 'refused'
      fen += note
      if (isShort && random.chance(0.5)) break
    }
    const short = random.chance(0.5) ? 'credit' : 'counter'
    const isEnded = await this.#send({ type: 'payment.endCash', id: id(random), orderId, attemptId, short })
    return isEnded ? 'paid' : 'refused'
  }

  /** Asks again all that was answered since the last time: the book sees whether the answers are still the same. */
  async askAgain(): Promise<void> {
    await Promise.all(this.#answered.splice(0).map((command) => this.client.send(command)))
  }

  #order(): Pick<
    Extract<Command, { type: 'payment.open' }>,
    'purpose' | 'accountNo' | 'bills' | 'creditFen'
  > {
    const account = this.#accounts[this.#random.below(this.#accounts.length)]
    if (!account) throw new Error('there are no accounts')
    const { accountNo } = account
    const bill = this.#random.chance(0.3) ? account.bills.shift() : undefined
    if (bill) return { purpose: 'bills', accountNo, bills: [bill], creditFen: 0 }
    return { purpose: 'prepay', accountNo, bills: [], creditFen: 100 * (1 + this.#random.below(20)) }
  }

  #note(orderId: PaymentOrderId, attemptId: AttemptId, fen: number): Command {
    const creditId = `${this.#kiosk}-${(this.#credits += 1)}`
    const deviceId = boxOf(this.#kiosk) as DeviceId
    return {
      ...{ type: 'payment.credit', id: id(this.#random), orderId, attemptId },
      ...{ deviceId, creditId, fen },
    }
  }

  /** What it brought, or null when it was refused. */
  async #send(command: Command): Promise<{ paymentOrderId?: PaymentOrderId | undefined } | null> {
    const answer = await this.client.send(command)
    this.#answered.push(command)
    return answer.ok ? answer.result : null
  }

  async #attemptOf(orderId: PaymentOrderId): Promise<AttemptId | null> {
    const found = (): AttemptId | undefined => this.#line.view.payments[orderId]?.attempts.at(-1)?.id
    const limits = { longestMs: PATIENCE_MS, everyMs: 3 }
    // The server may be struck before it is: then there is none, and the caller goes on without.
    await lookUntil('the attempt to be shown', () => found() !== undefined, limits).catch(() => undefined)
    return found() ?? null
  }
}
