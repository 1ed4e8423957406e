import {
  ATTEMPT_MOVES,
  OPEN_ATTEMPT,
  ORDER_MOVES,
  REFUND_MOVES,
  isSettled,
  obligationsOf,
  orderState,
} from '@service-hall/contract'
import type {
  AttemptState,
  FactEntry,
  FactOf,
  OrderState,
  PaymentOrder,
  RefundState,
} from '@service-hall/contract'
import { totalOf } from '@service-hall/hall-server/light-hall'
import type { HallState, Step } from '@service-hall/hall-server/light-hall'

type Seen = {
  state: OrderState
  heldFen: number
  isSettled: boolean
  /** The customer wants it no more. */
  isGivenUp: boolean
  attempts: Map<string, AttemptState>
  refunds: Map<string, RefundState>
}

/** What is so outside, which the hall can only be told. */
export type Truth = {
  /** Whether a channel still takes a customer's money for a number, or has it. */
  takes: (channelNo: string) => boolean
  /** Whether a channel ever said that a number is over; its answer may have got lost. */
  saidOver: (channelNo: string) => boolean
  /** Whether the utility ever refused a write-off, or made a sale void. */
  saidNo: (key: string) => boolean
}

/** Holds every step of a hall against what must be true of it; looks at nothing but what the step touched. */
export class Checks {
  readonly violations: string[] = []
  /** Numbers that are on the hall's disk: what may be told to others. */
  readonly onDisk = new Set<string>()
  /** Money that stands in suspense for an order or a trade, fen. */
  readonly suspense = new Map<string, number>()
  #orders = new Map<string, Seen>()
  #heldFen = 0
  #trades = new Set<string>()
  #credits = new Set<string>()
  #refundNos = new Set<string>()
  #deliveries = new Set<string>()
  readonly #cases = new Map<string, string>()
  #bills = new Map<string, string>()
  readonly #now: () => number
  readonly #truth: Truth

  constructor(now: () => number, truth: Truth) {
    this.#now = now
    this.#truth = truth
  }

  /** The hall begins anew from its disk. */
  restart(): void {
    this.#orders = new Map()
    this.#heldFen = 0
    this.#trades = new Set()
    this.#credits = new Set()
    this.#refundNos = new Set()
    this.#deliveries = new Set()
    this.#bills = new Map()
    this.suspense.clear()
  }

  committed(steps: readonly Step[]): void {
    for (const { entries } of steps)
      for (const { fact } of entries) {
        if (fact.type === 'AttemptOpened') this.onDisk.add(fact.channelNo)
        if (fact.type === 'RefundAsked') this.onDisk.add(fact.refundNo)
        if (fact.type === 'DeliveryStarted' || fact.type === 'ReversalStarted') this.onDisk.add(fact.key)
      }
  }

  /** A number leaves the hall. */
  leaves(number: string): void {
    if (!this.onDisk.has(number)) this.#found(`${number} left the hall before it was on its disk`)
  }

  decided(step: Step, { view, payment }: HallState): void {
    const touched = new Set<string>()
    for (const { fact } of step.entries) {
      if ('orderId' in fact && typeof fact.orderId === 'string') touched.add(fact.orderId)
      if (fact.type === 'DayOpened') this.#forgetGone(view.payments)
    }
    for (const entry of step.entries) this.#fact(entry, step)
    for (const entry of step.entries) this.#wanted(entry, view.payments, step)
    for (const orderId of touched) {
      const order = view.payments[orderId]
      if (order) this.#order(order)
      else if (!step.entries.every(({ fact }) => fact.type === 'SuspenseOpened'))
        this.#found(`${orderId} is gone`)
    }
    const total = totalOf(payment.books)
    if (total !== 0) this.#found(`the books are off by ${total}`)
    const customer = payment.books['customer'] ?? 0
    if (customer !== -this.#heldFen) this.#found(`customers' account ${customer}, held ${this.#heldFen}`)
    for (const [boxId, { fen }] of Object.entries(view.cashBoxes))
      if ((payment.books[`box:${boxId}`] ?? 0) !== fen)
        this.#found(`box ${boxId} holds ${fen}, the books say otherwise`)
  }

  #fact({ fact }: FactEntry, step: Step): void {
    switch (fact.type) {
      case 'AttemptPaid':
        if (fact.by !== 'notes') this.#once(this.#trades, `${fact.channel}/${fact.tradeNo}`, 'trade')
        if (fact.late) this.#goesBack(fact, step)
        return
      case 'SurplusPaid':
        this.#once(this.#trades, `${fact.channel}/${fact.tradeNo}`, 'trade')
        return this.#goesBack(fact, step)
      case 'CashCredited':
        this.#once(this.#credits, `${fact.deviceId}/${fact.creditId}`, 'credit')
        if (fact.late) this.#goesBack(fact, step)
        return
      case 'RefundAsked':
        return this.#once(this.#refundNos, fact.refundNo, 'refund number')
      case 'DeliveryStarted':
        if (fact.key !== fact.orderId) this.#found(`${fact.orderId} is written off under ${fact.key}`)
        return this.#once(this.#deliveries, fact.orderId, 'write-off of order')
      case 'SuspenseClosed': {
        const of = this.#cases.get(fact.suspenseId)
        if (of !== undefined) this.suspense.set(of, (this.suspense.get(of) ?? 0) - fact.fen)
        return
      }
      case 'SuspenseOpened': {
        if (fact.kind === 'notOurs') this.#once(this.#trades, fact.reference, 'trade')
        const of = fact.orderId ?? fact.reference
        this.suspense.set(of, (this.suspense.get(of) ?? 0) + fact.fen)
        this.#cases.set(fact.suspenseId, of)
        return
      }
      case 'DeliveryRefused':
        if (!this.#truth.saidNo(fact.orderId))
          this.#found(`the write-off of ${fact.orderId} ends, and the utility has not refused it`)
        return
      case 'AttemptClosed':
      case 'AttemptRefused':
        if (step.command === 'payment.expire') this.#expired(fact, step)
        return
      default:
    }
  }

  /** What is written off is what an attempt brought in the amount that was asked for, while the customer wanted it. */
  #wanted({ fact, at }: FactEntry, payments: Readonly<Record<string, PaymentOrder>>, step: Step): void {
    if (fact.type !== 'DeliveryStarted' && fact.type !== 'AttemptClosed') return
    const order = payments[fact.orderId]
    if (!order) return this.#found(`${fact.type} of ${fact.orderId}, which is gone`)
    // A hall that comes back goes through its facts again, and channels have gone on meanwhile.
    if (fact.type === 'AttemptClosed') return at < this.#now() ? undefined : this.#closed(order, fact)
    const paid = step.entries.map((entry) => entry.fact).find(({ type }) => type === 'AttemptPaid')
    const brought = paid?.type === 'AttemptPaid' ? paid : null
    const isWhole = brought?.by === 'notes' || brought?.fen === order.totalFen
    if (!brought || brought.late || brought.fen !== fact.fen || !isWhole)
      this.#found(`${fact.fen} fen are written off for ${order.id}, which got ${brought?.fen ?? 'nothing'}`)
    const ended = step.entries.map((entry) => entry.fact.type)
    const isNow = ended.includes('PaymentOrderGivenUp')
    const was = this.#orders.get(order.id)?.isGivenUp ?? (order.givenUp || order.cancelled !== null)
    if (was && !isNow) this.#found(`${order.id} had been given up, and is written off`)
  }

  /** Nobody's word for it: an attempt is closed where the channel itself takes no money for it any more. */
  #closed({ attempts, id }: PaymentOrder, { attemptId }: FactOf<'AttemptClosed'>): void {
    const attempt = attempts.find((one) => one.id === attemptId)
    if (!attempt || attempt.use === 'cash') return
    if (!this.#truth.saidOver(attempt.channelNo))
      this.#found(`attempt ${attemptId} of ${id} is closed, and nobody has said so`)
    // A code that the hall never had nobody can scan, though the order for it may still be on its way.
    if (attempt.use === 'showsCode' && attempt.qr === undefined) return
    if (this.#truth.takes(attempt.channelNo))
      this.#found(`attempt ${attemptId} of ${id} is closed, and its channel still takes the money`)
  }

  /** Time alone ends an attempt only where the hall itself holds the money: notes. */
  #expired(fact: FactOf<'AttemptClosed'> | FactOf<'AttemptRefused'>, _step: Step): void {
    if (!this.#cash.has(fact.attemptId)) this.#found(`${fact.attemptId} failed by time alone`)
  }
  readonly #cash = new Set<string>()

  #goesBack(fact: { orderId: string; attemptId: string; fen: number }, { entries }: Step): void {
    const isAsked = entries.some(
      ({ fact: other }) =>
        other.type === 'RefundAsked' && other.attemptId === fact.attemptId && other.fen === fact.fen,
    )
    if (!isAsked) this.#found(`${fact.fen} fen came late for ${fact.orderId} and go nowhere`)
  }

  #order(order: PaymentOrder): void {
    const before = this.#orders.get(order.id)
    const state = orderState(order)
    if (before && before.state !== state && !ORDER_MOVES[before.state].includes(state))
      this.#found(`order ${order.id} went from ${before.state} to ${state}`)
    if (before?.heldFen !== order.heldFen) this.#heldFen += order.heldFen - (before?.heldFen ?? 0)
    if (order.heldFen !== heldBy(order))
      this.#found(`order ${order.id} holds ${order.heldFen}, by its parts ${heldBy(order)}`)
    if (order.heldFen < 0) this.#found(`order ${order.id} holds ${order.heldFen}`)
    const attempts = this.#attempts(order, before)
    const refunds = this.#refunds(order, before)
    this.#owned(order)
    this.#billed(order)
    this.#orders.set(order.id, {
      state,
      heldFen: order.heldFen,
      isSettled: isSettled(order),
      isGivenUp: order.givenUp || order.cancelled !== null,
      attempts,
      refunds,
    })
  }

  #attempts(order: PaymentOrder, before: Seen | undefined): Map<string, AttemptState> {
    let open = 0
    const states = new Map<string, AttemptState>()
    for (const { id, state, use } of order.attempts) {
      if (use === 'cash') this.#cash.add(id)
      const was = before?.attempts.get(id)
      if (was !== undefined && was !== state && !ATTEMPT_MOVES[was].includes(state))
        this.#found(`attempt ${id} went from ${was} to ${state}`)
      if (OPEN_ATTEMPT.includes(state)) open += 1
      states.set(id, state)
    }
    if (open > 1) this.#found(`order ${order.id} has ${open} open attempts`)
    return states
  }

  #refunds(order: PaymentOrder, before: Seen | undefined): Map<string, RefundState> {
    const states = new Map<string, RefundState>()
    const byAttempt = new Map<string, number>()
    for (const { id, state, attemptId, fen } of order.refunds) {
      const was = before?.refunds.get(id)
      if (was !== undefined && was !== state && !REFUND_MOVES[was].includes(state))
        this.#found(`refund ${id} went from ${was} to ${state}`)
      if (state !== 'denied') byAttempt.set(attemptId, (byAttempt.get(attemptId) ?? 0) + fen)
      states.set(id, state)
    }
    for (const { id, receivedFen } of order.attempts)
      if ((byAttempt.get(id) ?? 0) > receivedFen) this.#found(`more goes back of attempt ${id} than came`)
    return states
  }

  /** Money that is held, and an order that has not ended, have somebody who acts next. */
  #owned(order: PaymentOrder): void {
    const now = this.#now()
    const obligations = obligationsOf(order, now)
    if ((order.endedAt === null) !== obligations.length > 0)
      this.#found(`order ${order.id} ended at ${order.endedAt} with ${obligations.length} obligations`)
    const owned = obligations.reduce(
      (sum, { kind, fen }) => sum + (kind === 'pay' || kind === 'note' ? 0 : fen),
      0,
    )
    if (owned < order.heldFen)
      this.#found(`of ${order.heldFen} fen held for ${order.id} only ${owned} have an owner`)
    for (const { owner, nextAt, kind } of obligations)
      if (!owner || !Number.isFinite(nextAt)) this.#found(`${kind} of ${order.id} has no owner or no time`)
  }

  /** A bill is in one order at most that may still be paid by its own course. */
  #billed(order: PaymentOrder): void {
    const isOpen = order.endedAt === null
    for (const { billId } of order.bills) {
      const holder = this.#bills.get(billId)
      const open = order.attempts.some(({ state }) => OPEN_ATTEMPT.includes(state))
      if (isOpen && open && holder !== undefined && holder !== order.id)
        this.#found(`bill ${billId} is being paid by ${holder} and ${order.id}`)
      if (isOpen && open) this.#bills.set(billId, order.id)
      else if (holder === order.id) this.#bills.delete(billId)
    }
  }

  #forgetGone(payments: Readonly<Record<string, PaymentOrder>>): void {
    for (const [id, seen] of this.#orders) {
      if (payments[id]) continue
      if (!seen.isSettled || seen.heldFen !== 0)
        this.#found(`order ${id} was forgotten with ${seen.heldFen} fen`)
      this.#orders.delete(id)
    }
  }

  #once(seen: Set<string>, key: string, what: string): void {
    if (seen.has(key)) this.#found(`${what} ${key} counts twice`)
    seen.add(key)
  }

  #found(violation: string): void {
    this.violations.push(violation)
  }
}

/** What an order holds, by the sum that docs/payments.md gives to strangers. */
function heldBy({ attempts, delivery, refunds }: PaymentOrder): number {
  const came = attempts.reduce((sum, { receivedFen }) => sum + receivedFen, 0)
  const written = delivery?.state === 'done' || delivery?.state === 'reversing' ? delivery.fen : 0
  const gone = refunds.reduce((sum, { state, fen }) => sum + (state === 'done' ? fen : 0), 0)
  return came - written - gone
}
