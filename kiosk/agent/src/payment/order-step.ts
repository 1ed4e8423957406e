import { openAttempt, orderState, settledBy } from '@service-hall/contract'
import type {
  Localized,
  PaymentAttempt,
  PaymentOrder,
  PaymentRefusal,
  PaymentSession,
} from '@service-hall/contract'
import type { CashShown } from './cash/taking.ts'
import type { PaymentPaperKind } from './facts.ts'
import type { MeterShown } from './meter/writing.ts'

/** After it a customer is told that it takes longer than it should, ms. */
const SLOW_MS = 10_000
/** After it nobody stands before a screen that says "please wait": the result is unknown, ms. */
const LONGEST_WAIT_MS = 60_000
const LONGEST_DELIVERY_MS = 150_000
/** How long after its time an attempt may take to be heard of as closed, ms. */
const LATE_MS = 15_000
/** Notes are told one after another before the end, ms. */
const LATE_CASH_MS = 120_000
/** A reversal that the host has taken is on the card's account within it, ms; then a person looks. */
const BACK_MS = 24 * 3_600_000
/** Notes of an acceptor that has not said yet what it takes, fen. */
const ALL_NOTES = [100, 500, 1_000, 2_000, 5_000, 10_000]

export type Money = { fen: number; reference: string; wayName: Localized }
/** What of the machine the step rests on besides. */
export type AtMachine = { cash: CashShown | null; meter?: MeterShown | null }
type Of<Step extends PaymentSession['step']> = Omit<
  Extract<PaymentSession, { step: Step }>,
  'paymentId' | 'stepNo' | 'purpose' | 'paper'
>
/** A step that an order brings, without what names the question; `paper`: what the customer gets to hold. */
export type OrderStep =
  | Of<'working'>
  | Of<'code'>
  | Of<'scan'>
  | Of<'card'>
  | Of<'cash'>
  | Of<'closing'>
  | Of<'writingOff'>
  | Of<'meterWriting'>
  | Of<'meterRepair'>
  | (Omit<Of<'refused'>, 'by' | 'phone'> & { byAt?: number })
  | (Of<'done'> & { paper: PaymentPaperKind })
  | (Of<'cancelled'> & { paper: PaymentPaperKind | null })
  | (Omit<Of<'unknown'>, 'by'> & { paper: PaymentPaperKind; byAt: number })

type Refused = Extract<OrderStep, { step: 'refused' }>

/**
 * Where a customer stands whose order this is. What the hall's facts do not say is unknown, never failed; what they say is
 * said. Pure.
 *
 * @param now the hall's clock; it goes on while the hall is away
 */
export function orderStep(
  order: PaymentOrder,
  { fen, reference, wayName }: Money,
  now: number,
  machine: AtMachine = { cash: null },
): OrderStep {
  const attempt = order.attempts.at(-1)
  const money = { fen, reference }
  const unknown = (taken: boolean | null, paper: PaymentPaperKind = 'unknown'): OrderStep => ({
    ...{ step: 'unknown', ...money, wayName, taken, byAt: settledBy(order, now), paper, takeCard: false },
  })
  const goesBack = (fen: number): OrderStep => ({
    ...{ step: 'unknown', reference, wayName, fen, taken: true, goesBack: true },
    ...{ byAt: settledBy(order, now), paper: 'returning', takeCard: false },
  })
  const no = (why: PaymentRefusal): Refused => refused(why, reference, canGoOn(order, now))
  if (!attempt) return order.cancelled ? cancelled(money) : { step: 'working', on: 'order' }
  const waited = now - attempt.since
  if (isNeverShown(attempt) && !order.givenUp) {
    const isUnderWay = attempt.state === 'opening' || attempt.state === 'closing'
    return isUnderWay && waited <= LONGEST_WAIT_MS ? { step: 'working', on: 'order' } : no('channelAway')
  }
  switch (attempt.state) {
    case 'opening':
      return waited > LONGEST_WAIT_MS ? unknown(null) : payable(attempt, { ...money, wayName }, now, machine)
    case 'payable':
      if (now > attempt.until + (attempt.use === 'cash' ? LATE_CASH_MS : LATE_MS))
        return unknown(attempt.use === 'cash' && (machine.cash?.fen ?? 0) > 0 ? true : null)
      return payable(attempt, { ...money, wayName }, now, machine)
    case 'closing':
      return waited > LONGEST_WAIT_MS ? unknown(null) : { step: 'closing', ...money }
    case 'unsure':
      return unknown(null)
    case 'refused':
      return no(refusalOf(attempt))
    case 'closed':
      if (attempt.returnedFen !== undefined) return goesBack(attempt.returnedFen)
      // No note was counted, and one is somewhere in the machine.
      if (order.doubtfulNotes) return unknown(null, 'doubtful')
      return order.givenUp || order.cancelled === 'customer' || attempt.use === 'cash'
        ? cancelled(money)
        : // The host answers a reversal alike whether it had debited the card or not.
          attempt.use === 'card'
          ? { ...no('reversed'), byAt: attempt.since + BACK_MS }
          : no('timedOut')
    case 'paid':
      return paid(order, attempt, money, now, { unknown, goesBack, machine })
  }
}

/** What was presented was sent, and no answer came: nobody knows whether the channel was asked. */
export function unanswered(order: PaymentOrder, money: Money, now: number): OrderStep {
  const byAt = settledBy(order, now)
  return { step: 'unknown', ...money, taken: null, byAt, paper: 'unknown', takeCard: false }
}

function payable(attempt: PaymentAttempt, money: Money, now: number, { cash }: AtMachine): OrderStep {
  if (attempt.use === 'cash' && cash) return cashStep(money, cash)
  const untilMs = Math.min(3_600_000, Math.max(0, attempt.until - now))
  if (attempt.use === 'scansCode')
    return { step: 'scan', ...money, isRead: true, leftMs: untilMs, ifCancelled: 'mayStillArrive' }
  if (attempt.use === 'card') {
    const card = { phase: 'authorising', pinDigits: 0 } as const
    return { step: 'card', ...money, ...card, leftMs: untilMs, ifCancelled: 'mayStillArrive' }
  }
  if (attempt.state === 'payable' && attempt.qr !== undefined) {
    return { step: 'code', ...money, qr: attempt.qr, leftMs: untilMs, ifCancelled: 'mayStillArrive' }
  }
  return { step: 'working', on: 'order' }
}

function cashStep({ fen, reference }: Money, cash: CashShown): OrderStep {
  // Notes that are on their way to the hall are told first.
  if (cash.stage !== 'open') return { step: 'closing', fen, reference }
  const { notesFen, lastFen, notes, refused, doubtful, acceptor, leftMs, short } = cash
  return {
    ...{ step: 'cash', fen, reference, insertedFen: cash.fen, refused, acceptor, leftMs },
    ...(doubtful > 0 ? { doubtful } : {}),
    notesFen: notesFen.length > 0 ? notesFen : ALL_NOTES,
    ...(lastFen === null ? {} : { last: { fen: lastFen, noteNo: notes } }),
    ifEnded: cash.fen === 0 ? 'nothingTaken' : short === 'credit' ? 'toBalance' : 'toCounter',
  }
}

function paid(
  order: PaymentOrder,
  attempt: PaymentAttempt,
  { fen, reference }: Omit<Money, 'wayName'>,
  now: number,
  say: {
    unknown: (taken: boolean, paper?: PaymentPaperKind) => OrderStep
    goesBack: (fen: number) => OrderStep
    machine: AtMachine
  },
): OrderStep {
  const { delivery } = order
  const money = { fen, reference }
  const state = orderState(order)
  if (delivery?.state === 'done') {
    // Too little for the bills: it is in the account's balance.
    if (delivery.fen < order.totalFen)
      return { ...cancelled({ ...money, fen: delivery.fen }), effect: 'toBalance', paper: 'receipt' }
    return {
      ...{ step: 'done', ...money, paidFen: delivery.fen, creditFen: delivery.fen - order.totalFen },
      ...{ balanceFen: delivery.balanceFen ?? null, takeCard: false, paper: 'receipt' },
      rating: { level: order.rating ?? null },
      ...(delivery.count === undefined ? {} : { meterCount: delivery.count }),
    }
  }
  // What came after the customer wanted it no more goes back.
  if (order.givenUp) return say.goesBack(attempt.receivedFen)
  // So does what the utility refused; notes at a counter, against the slip.
  if (attempt.use === 'cash' && state === 'returning')
    return { ...cancelled({ ...money, fen: attempt.receivedFen }), effect: 'toCounter', paper: 'cashLeft' }
  if (state !== 'paid' && state !== 'held') return say.goesBack(attempt.receivedFen)
  const waited = now - (delivery?.since ?? attempt.since)
  const isUnsure = delivery?.state === 'unsure' || delivery?.personAt !== undefined
  const { meter = null } = say.machine
  if (delivery?.state === 'sold')
    return (
      meterStep(money, meter, now) ??
      (meter?.is === 'told' && !meter.isWritten
        ? say.goesBack(attempt.receivedFen)
        : say.unknown(true, 'cardNotWritten'))
    )
  if (isUnsure || waited > LONGEST_DELIVERY_MS) return say.unknown(true)
  return { step: 'writingOff', ...money, slow: waited > SLOW_MS }
}

/** While the card that it was sold for is written; null: nobody knows. */
function meterStep(money: Omit<Money, 'wayName'>, meter: MeterShown | null, now: number): OrderStep | null {
  switch (meter?.is) {
    case 'writing':
      return { step: 'meterWriting', ...money, phase: meter.phase }
    case 'repair':
      return { step: 'meterRepair', ...money, why: meter.why, leftMs: meter.leftMs }
    case 'told': {
      const waited = now - meter.since
      if (waited > LONGEST_WAIT_MS) return null
      return meter.isWritten
        ? { step: 'writingOff', ...money, slow: waited > SLOW_MS }
        : { step: 'closing', ...money }
    }
    case 'givenUp':
    case undefined:
      return null
  }
}

function cancelled(money: Omit<Money, 'wayName'>): Extract<OrderStep, { step: 'cancelled' }> {
  return { step: 'cancelled', ...money, effect: 'nothingTaken', paper: null, takeCard: false }
}

function refused(why: PaymentRefusal, reference: string, canRetry: boolean): Refused {
  return { step: 'refused', why, reference, canRetry, takeCard: false }
}

/** No answer brought a code to show: nobody can have paid it. */
function isNeverShown({ state, use, closing, qr, returnedFen }: PaymentAttempt): boolean {
  if (use !== 'showsCode' || qr !== undefined || returnedFen !== undefined) return false
  if (state === 'opening') return true
  return closing === 'openUnsure' && (state === 'closing' || state === 'unsure' || state === 'closed')
}

/** Codes of channels that were never asked: nobody has declined anything. */
const NOT_ASKED: readonly string[] = ['notSent', 'keysRenewed', 'noTerminal']

function refusalOf({ refusal }: PaymentAttempt): PaymentRefusal {
  if (refusal && NOT_ASKED.includes(refusal.code)) return 'channelAway'
  return refusal?.customer ?? 'declined'
}

/** Whether another way may be taken for the same order; a little before its end nobody begins anew. */
function canGoOn(order: PaymentOrder, now: number): boolean {
  return orderState(order) === 'open' && !openAttempt(order) && !order.givenUp && now < order.until - LATE_MS
}

/** Names what the step asks: as long as it is the same, answers to it count. */
export function stepKey(step: OrderStep, attempts: number): string {
  const more =
    step.step === 'refused' ? `${step.why} ${step.canRetry}` : step.step === 'working' ? step.on : ''
  return `${step.step} ${attempts} ${more}`
}
