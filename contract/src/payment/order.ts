import type { AttemptId, DeviceId, FindingId, PayChannelId, PaymentOrderId, RefundId } from '../ids.ts'
import type { RatingLevel } from '../rating/words.ts'
import type { AttemptFinding } from './outcomes.ts'
import type { AttemptState, RefundState } from './states.ts'
import type { ClosingCause, CustomerCause, PayUse, OrderPurpose, RefundCause, RefundWhy } from './words.ts'

export type PaymentAttempt = {
  id: AttemptId
  channel: PayChannelId
  use: PayUse
  channelNo: string
  fen: number
  terminalId: string
  trace?: { batch: number; stan: number }
  openedAt: number
  until: number
  state: AttemptState
  /** Since when it is in that state, epoch ms. */
  since: number
  /** Number of the fact that brought it there: effects go by it. */
  byFact: number
  qr?: string
  tradeNo?: string
  paidAt?: number
  maskedPayer?: string
  refusal?: { code: string; customer?: CustomerCause }
  closing?: ClosingCause
  /** While it is unsure: from when on a person has to see to it. */
  personAt?: number
  why?: string
  /** While it is unsure: what one person found out, and another has not confirmed yet. */
  finding?: { id: FindingId; found: AttemptFinding; by: string; askedAt: number }
  /** Two persons said how it stood, and not its channel. */
  settled?: { is: AttemptFinding['is']; by: string; second: string }
  /** Came to the hall by it, trades and notes, surplus too. */
  receivedFen: number
  /** Its channel gave back of itself when it was closed. */
  returnedFen?: number
  /** Credits of an acceptor that were counted. */
  creditIds: string[]
  /** Trades beyond the first, each once. */
  surplusTradeNos: string[]
}

export type PaymentRefund = {
  id: RefundId
  attemptId: AttemptId
  refundNo: string
  channel: PayChannelId
  tradeNo?: string
  fen: number
  cause: RefundCause
  why?: RefundWhy
  state: RefundState
  /** It waits for the write-off to be taken back. */
  afterReversal: boolean
  isApproved: boolean
  askedAt: number
  since: number
  byFact: number
  by: string
  approvedBy?: string
  code?: string
}

export type PaymentDelivery = {
  key: string
  bills: { billId: string; month: string; fen: number }[]
  creditFen: number
  fen: number
  /** due: the utility is being asked · sold: the meter card is yet to be written */
  state: 'due' | 'unsure' | 'sold' | 'done' | 'refused' | 'reversing' | 'reversed'
  since: number
  byFact: number
  personAt?: number
  writeOffNo?: string
  /** Of the reversal that is under way. */
  reversalKey?: string
  saleNo?: string
  count?: number
  /** The card was read back; the utility is yet to be told. */
  readBack?: { count: number; isWritten: boolean; byFact: number }
  balanceFen?: number
  code?: string
}

/** A payment order (缴费订单), as the facts say. Amounts in fen, times epoch ms. */
export type PaymentOrder = {
  id: PaymentOrderId
  purpose: OrderPurpose
  accountNo?: string
  bills: { billId: string; month: string; fen: number }[]
  creditFen: number
  totalFen: number
  stationId: string | null
  counterId: string | null
  meterCard?: { meterNo: string; cardSerial: string; count: number }
  by: string
  openedAt: number
  until: number
  attempts: PaymentAttempt[]
  refunds: PaymentRefund[]
  delivery: PaymentDelivery | null
  /** What of the customer's money the hall holds for it now. */
  heldFen: number
  heldSince: number
  /** The customer wants it no more: what still comes goes back. */
  givenUp: boolean
  cancelled: 'customer' | 'expired' | 'staff' | null
  endedAt: number | null
  /** What the customer said of it. */
  rating?: RatingLevel
  /** Notes of it that nobody can tell where they are: not money yet, and it has not ended before. Absent: none. */
  doubtfulNotes?: { deviceId: DeviceId; noteId: string; fen?: number; since: number }[]
  /** Business days opened since it was. */
  days: number
}
