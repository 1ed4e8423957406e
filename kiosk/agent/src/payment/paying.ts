import {
  choiceFen,
  openAttempt,
  orderState,
  paymentReference,
  lookUp,
  maskedAccount,
} from '@service-hall/contract'
import type {
  Answer,
  Command,
  OfferedWay,
  PaymentCredential,
  PaymentRefusal,
  PaymentOrder,
  PaymentOrderId,
} from '@service-hall/contract'
import type { QueuedCommand } from '../outbox/facts.ts'
import type { Ports } from '../ports.ts'
import type { PaidFor } from './facts.ts'
import { sendLive } from './live-sender.ts'
import type { SlotCard } from './meter/slot.ts'
import type { Visit } from './visit.ts'
import { wayIdOf } from './ways.ts'

type Open = Extract<Command, { type: 'payment.open' }>
type Around = Pick<Ports, 'memory' | 'hall' | 'link' | 'clock' | 'log' | 'newId'>

/** What the rest of the visit does when paying comes to something else. */
export type PayingEnds = {
  /** What is owed has changed. */
  onChanged: (visit: Visit) => void
  /** The customer has to present a card or a code. */
  onPresent: (visit: Visit, orderId: string, way: OfferedWay) => void
  /** The question is another one. */
  onWent: () => void
}

/** Brings a choice to the hall: opens its order, begins an attempt, ends both. What is owed to nobody is kept nowhere. */
export class Paying {
  readonly #around: Around
  readonly #ends: PayingEnds
  /** A way that waits until the order is on this machine's own disk, by order. */
  readonly #waiting = new Map<string, { visit: Visit; way: OfferedWay }>()
  /** An order is being opened: the hall's view may have it before its answer is here. */
  #opening = 0

  constructor(around: Around, ends: PayingEnds) {
    this.#around = around
    this.#ends = ends
  }

  get isOpening(): boolean {
    return this.#opening > 0
  }

  orderOf(orderId: string | null): PaymentOrder | undefined {
    return orderId === null ? undefined : lookUp(this.#around.hall.view?.payments ?? {}, orderId)
  }

  /** The customer chose a way: the order of before goes on where it still can, else there is a new one. */
  take(visit: Visit, way: OfferedWay): void {
    visit.go({ is: 'working', on: 'order' })
    const order = this.orderOf(visit.orderId)
    const goesOn = order && orderState(order) === 'open' && !openAttempt(order) && !order.givenUp
    if (goesOn && this.#around.hall.hallNow() < order.until) return this.#chose(visit, order.id, way)
    void this.#open(visit, way)
  }

  /** The order is on disk here: now its attempt may begin. */
  begun(orderId: string): void {
    const waiting = this.#waiting.get(orderId)
    this.#waiting.delete(orderId)
    if (waiting && !waiting.visit.turn.aborted) this.#chose(waiting.visit, orderId, waiting.way)
    // The customer went back meanwhile: nothing was begun for it.
    else if (waiting) this.cancel(orderId)
  }

  /** The order did not reach the disk: nothing is paid for it. */
  lost(orderId: string): void {
    const waiting = this.#waiting.get(orderId)
    this.#waiting.delete(orderId)
    if (!waiting) return
    this.refuse(waiting.visit, 'deviceFault')
  }

  /** The customer wants it no more; on disk until the hall has answered. */
  cancel(orderId: string): void {
    const command: QueuedCommand = {
      type: 'payment.cancel',
      id: this.#around.newId(),
      orderId: orderId as PaymentOrderId,
    }
    this.#around.memory.record([{ type: 'CommandQueued', command }])
  }

  async #open(visit: Visit, way: OfferedWay): Promise<void> {
    const { turn, account, choice } = visit
    if (!account || !choice) return
    const command = openCommand(visit, this.#around.newId())
    this.#opening += 1
    const answer = await this.#send(command, turn).finally(() => (this.#opening -= 1))
    const orderId = answer?.ok ? answer.result.paymentOrderId : undefined
    if (turn.aborted) return void (orderId === undefined || this.cancel(orderId))
    if (answer === null) return this.#away(visit, way)
    if (answer.ok && orderId !== undefined) return this.#keep(visit, orderId, way)
    this.#notOpened(visit, way, answer)
  }

  #keep(visit: Visit, orderId: PaymentOrderId, way: OfferedWay): void {
    const { memory, hall } = this.#around
    const reference = paymentReference({ id: orderId, stationId: hall.stationId, counterId: null })
    const { paymentId, purpose, language } = visit
    this.#waiting.set(orderId, { visit, way })
    const isTaken = memory.record([
      ...(visit.orderId === null ? [] : [{ type: 'PaymentLeft', orderId: visit.orderId } as const]),
      {
        type: 'PaymentBegun',
        orderId,
        paymentId,
        purpose,
        reference,
        paidFor: paidFor(visit),
        ...(visit.purpose === 'meterCard' && visit.meter ? { cardSerial: visit.meter.card.serial } : {}),
        language,
      },
    ])
    visit.orderId = orderId
    if (!isTaken) this.lost(orderId)
  }

  #notOpened(visit: Visit, way: OfferedWay, answer: Answer): void {
    const code = answer.ok ? null : answer.code
    if (code === 'payment.notOwed') return this.#ends.onChanged(visit)
    if (code === 'payment.billingAway') {
      visit.go({ is: 'away', what: 'billing', again: () => this.take(visit, way) })
      return this.#ends.onWent()
    }
    this.refuse(visit, code === 'payment.billOpen' ? 'billOpen' : 'notAllowed')
  }

  #chose(visit: Visit, orderId: string, way: OfferedWay): void {
    const { memory } = this.#around
    visit.orderId = orderId
    visit.attemptsBefore = this.orderOf(orderId)?.attempts.length ?? 0
    visit.isUnanswered = false
    const { use, name: wayName } = way
    memory.record([{ type: 'PaymentWayTaken', orderId, wayId: wayIdOf(way), use, wayName }])
    visit.go({ is: 'order' })
    if (use === 'card' || use === 'scansCode') this.#ends.onPresent(visit, orderId, way)
    else this.attempt(visit, orderId, way)
  }

  /** Begins to pay in this way; `credential`: what the customer brought, in memory only. */
  attempt(visit: Visit, orderId: string, way: OfferedWay, credential?: PaymentCredential): void {
    const { channel, use } = way
    const { turn } = visit
    const command: Command = {
      ...{ type: 'payment.attempt', id: this.#around.newId(), orderId: orderId as PaymentOrderId },
      ...{ channel, use, ...(credential ? { credential } : {}) },
    }
    void this.#send(command, turn).then((answer) => {
      if (turn.aborted || answer?.ok || this.#hasAttempt(orderId)) return
      if (answer === null && credential) {
        // The channel may have been asked: the hall's facts will say.
        visit.isUnanswered = true
        return this.#ends.onWent()
      }
      // Nobody has seen a code, so nobody can have paid; the hall is to close whatever it may have begun.
      if (answer === null) {
        this.cancel(orderId)
        return this.#away(visit, way)
      }
      this.refuse(visit, refusalOf(answer.code), answer.code !== 'payment.over')
    })
  }

  #hasAttempt(orderId: string): boolean {
    const order = this.orderOf(orderId)
    return order !== undefined && openAttempt(order) !== undefined
  }

  #away(visit: Visit, way: OfferedWay): void {
    visit.go({ is: 'away', what: 'hall', again: () => this.take(visit, way) })
    this.#ends.onWent()
  }

  /** Nothing was paid. */
  refuse(visit: Visit, why: PaymentRefusal, canRetry = false): void {
    visit.go({ is: 'refused', why, canRetry })
    this.#ends.onWent()
  }

  #send(command: Command, signal: AbortSignal): Promise<Answer | null> {
    return sendLive(command, this.#around, signal)
  }
}

function refusalOf(code: string): 'channelAway' | 'timedOut' {
  return code === 'payment.over' ? 'timedOut' : 'channelAway'
}

function meterCardOf({ card }: SlotCard): NonNullable<Open['meterCard']> {
  const { serial: cardSerial, parameters, wallet } = card
  return { meterNo: parameters.meterNo, cardSerial, count: wallet.count }
}

function openCommand({ account, choice, bills, purpose, meter }: Visit, id: Open['id']): Open {
  const chosen = choice?.bills ?? []
  const months = new Map(bills.map(({ billId, month }) => [billId, month]))
  return {
    ...{ type: 'payment.open', id, accountNo: account?.accountNo ?? '' },
    ...(purpose === 'meterCard' && meter
      ? { purpose, meterCard: meterCardOf(meter) }
      : { purpose: chosen.length > 0 ? 'bills' : 'prepay' }),
    bills: chosen.map(({ billId, fen }) => ({ billId, month: months.get(billId) ?? '', fen })),
    creditFen: choice?.prepayFen ?? 0,
  }
}

function paidFor({ account, choice, bills }: Visit): PaidFor {
  const months = new Map(bills.map(({ billId, month }) => [billId, month]))
  const { bills: chosen, prepayFen } = choice ?? { bills: [], prepayFen: 0 }
  return {
    account: maskedAccount(account?.accountNo ?? ''),
    lines: chosen.map(({ billId, fen }) => ({ month: months.get(billId) ?? '', fen })),
    prepayFen,
    fen: choiceFen({ bills: chosen, prepayFen }),
  }
}
