import { command } from '../define/command.ts'
import { PaymentOrderId } from '../ids.ts'
import { RatingLevel } from '../rating/words.ts'
import { TokenHash } from './words.ts'

/** The customer's word on the payment just made (评价): once for each order, at the machine that took it. */
export const RatePayment = command(
  'payment.rate',
  { orderId: PaymentOrderId, level: RatingLevel },
  { by: ['kiosk'] },
)

/**
 * Lets whoever has the secret fetch the receipt of an order for a time. The sender makes the secret and keeps it; the hall
 * gets and stores only its hash, so that no journal, log or backup opens a receipt.
 */
export const LinkReceipt = command(
  'payment.linkReceipt',
  { orderId: PaymentOrderId, tokenHash: TokenHash },
  { by: ['kiosk', 'counterStaff', 'lobbyManager', 'administrator'] },
)
