import { subject } from '../define/subject.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { fold } from './fold.ts'
import { PAYMENT_REFUSALS } from './refusals.ts'

export { PaymentCredential } from './credential.ts'
export { AttemptFinding, AttemptStanding, DeliveryOutcome } from './outcomes.ts'
export { boxFill } from './box-fill.ts'
export type { BoxFill } from './box-fill.ts'
export { maskedAccount } from './masked-account.ts'
export { KEPT_DAYS, batchKey, noteKey } from './fold.ts'
export type {
  AwaitedBill,
  CashBox,
  DoubtfulNote,
  SuspenseCase,
  PaymentPart,
  Reconciled,
  Settlement,
} from './fold.ts'
export { obligationsOf } from './obligations.ts'
export type { Obligation } from './obligations.ts'
export type { PaymentAttempt, PaymentDelivery, PaymentOrder, PaymentRefund } from './order.ts'
export { paymentReference } from './reference.ts'
export {
  isDelivering,
  isMoneySettled,
  isSettled,
  looseFen,
  openAttempt,
  openRefunds,
  orderState,
} from './standing.ts'
export { settledBy } from './settled-by.ts'
export { ATTEMPT_MOVES, OPEN_ATTEMPT, ORDER_MOVES, REFUND_MOVES, assertSound } from './states.ts'
export type { AttemptState, OrderState, RefundState } from './states.ts'
export * from './words.ts'

/** Payments (缴费) of customers: orders, attempts, write-offs, refunds, boxes and the comparison with the books of others. */
export const paymentSubject = subject('payment', { commands, facts, fold, refusals: PAYMENT_REFUSALS })
