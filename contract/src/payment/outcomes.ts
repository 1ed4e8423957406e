import { z } from 'zod'
import { Duration } from '../bounds.ts'
import { Instant } from '../time.ts'
import {
  CustomerCause,
  Fen,
  MOST_FEN,
  MaskedPayer,
  OutsideCode,
  PaidBy,
  TradeNo,
  TypedTradeNo,
} from './words.ts'

/** How an attempt stands at its channel, as the hall learned. */
export const AttemptStanding = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('payable'), qr: z.string().max(1_000).optional() }),
  z.strictObject({
    is: z.literal('paid'),
    tradeNo: TradeNo,
    fen: Fen,
    paidAt: Instant,
    maskedPayer: MaskedPayer.optional(),
    by: PaidBy,
  }),
  z.strictObject({ is: z.literal('refused'), code: OutsideCode, customer: CustomerCause.optional() }),
  z.strictObject({
    is: z.literal('closed'),
    returned: z.strictObject({ tradeNo: TradeNo, fen: Fen }).optional(),
  }),
  z.strictObject({ is: z.literal('unsure'), why: OutsideCode, personAfterMs: Duration }),
  /** Nobody can tell whether the channel opened it: it is to be closed. */
  z.strictObject({ is: z.literal('notOpened') }),
])
export type AttemptStanding = z.infer<typeof AttemptStanding>

/** What a person found on the channel's own page about an attempt that nobody could tell of. */
export const AttemptFinding = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('paid'), tradeNo: TypedTradeNo, fen: Fen, paidAt: Instant }),
  z.strictObject({ is: z.literal('notPaid') }),
])
export type AttemptFinding = z.infer<typeof AttemptFinding>

/** What the utility said of a write-off, or of a sale for a meter card. */
export const DeliveryOutcome = z.discriminatedUnion('is', [
  z.strictObject({
    is: z.literal('done'),
    writeOffNo: z.string().min(1).max(64),
    fen: Fen,
    balanceFen: z.number().int().min(-MOST_FEN).max(MOST_FEN).optional(),
  }),
  z.strictObject({
    is: z.literal('sold'),
    saleNo: z.string().min(1).max(64),
    count: z.number().int().min(0).max(65_535),
  }),
  z.strictObject({ is: z.literal('refused'), code: OutsideCode }),
  z.strictObject({ is: z.literal('unsure'), why: OutsideCode, personAfterMs: Duration }),
])
