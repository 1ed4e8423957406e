import { fact } from '../define/fact.ts'
import { PayChannelId, PaymentOrderId, StationId } from '../ids.ts'
import { RatingLevel } from '../rating/words.ts'
import { Instant } from '../time.ts'
import { OrderPurpose, TokenHash } from './words.ts'

// What follows a payment. It moves no money and opens nothing.

const BOOKS = ['staff', 'station'] as const

/**
 * A customer rated (评价) a payment. It is bound to the order and to no member of staff: figures of counters and their queues
 * go by `RatingGiven` alone.
 */
export const PaymentRated = fact(
  'PaymentRated',
  {
    orderId: PaymentOrderId,
    level: RatingLevel,
    purpose: OrderPurpose,
    channel: PayChannelId,
    stationId: StationId,
  },
  { seenBy: BOOKS },
)
/**
 * A receipt can be fetched by a link until then. `tokenHash`: SHA-256 of the link's secret, which only whoever shows the link
 * has.
 */
export const ReceiptLinked = fact(
  'ReceiptLinked',
  { orderId: PaymentOrderId, tokenHash: TokenHash, until: Instant },
  { seenBy: ['staff'] },
)
