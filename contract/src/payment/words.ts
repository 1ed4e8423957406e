import { z } from 'zod'

/** The most that one order, one note or one refund is, in fen: ten million yuan. */
export const MOST_FEN = 1_000_000_000
/** An amount of money in fen (分), at least one. */
export const Fen = z.number().int().min(1).max(MOST_FEN)
export const FenOrNone = z.number().int().min(0).max(MOST_FEN)

/** Number of an electricity account (户号). It is no person's name; it stands in the hall's books and in no other view. */
export const AccountNo = z.string().regex(/^\d{8,16}$/, 'an account number of 8 to 16 digits')
export type AccountNo = z.infer<typeof AccountNo>
export const BillId = z.string().regex(/^[A-Za-z0-9-]{1,40}$/, 'a bill’s id')
export const BillMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month YYYY-MM')

/** An attempt's number at its channel, unique for ever. */
export const ChannelNo = z.string().regex(/^[0-9A-Z]{20,32}$/, 'a channel number of 20 to 32 [0-9A-Z]')
/** What a channel calls a trade. */
export const TradeNo = z.string().min(1).max(64)
/** A channel's number of a trade as a person reads it there and types it: no words, for facts are kept. */
export const TypedTradeNo = TradeNo.regex(/^[0-9A-Za-z:._/-]+$/, 'a trade number without spaces')
/** A code of a channel or of the billing system, as it came. */
export const OutsideCode = z.string().min(1).max(80)
/** A card or payer as a receipt may show it: `622202******1234`. */
export const MaskedPayer = z
  .string()
  .max(40)
  .regex(/^(?!.*\d{9})[^\n]*$/, 'masked: no nine digits in a row')

/** showsCode: the customer scans the screen · scansCode: the hall scans the customer's code · card · cash */
export const PayUse = z.enum(['showsCode', 'scansCode', 'card', 'cash'])
export type PayUse = z.infer<typeof PayUse>

/** What an order is for: bills 电费 · prepay 预存 · meterCard 购电 */
export const OrderPurpose = z.enum(['bills', 'prepay', 'meterCard'])
export type OrderPurpose = z.infer<typeof OrderPurpose>

/** Causes of a refusal that the customer can do something about. */
export const CustomerCause = z.enum([
  'notEnoughMoney',
  'wrongPin',
  'limit',
  'cardNotAccepted',
  'codeExpired',
  'declined',
])
export type CustomerCause = z.infer<typeof CustomerCause>

/** Why an attempt is being closed. openUnsure: nobody can tell whether the channel opened it. */
export const ClosingCause = z.enum(['customer', 'expired', 'otherWay', 'openUnsure', 'staff'])
export type ClosingCause = z.infer<typeof ClosingCause>

/** By what the hall learned that an attempt was paid. */
export const PaidBy = z.enum(['answer', 'query', 'notice', 'bill', 'staff', 'notes'])
export type PaidBy = z.infer<typeof PaidBy>

/** Why money goes back. late: it came when the attempt was over · surplus: paid twice · undelivered: the utility refused it */
export const RefundCause = z.enum(['late', 'surplus', 'undelivered', 'wrongAmount', 'staff', 'cashLeft'])
export type RefundCause = z.infer<typeof RefundCause>

/** How a batch was settled: see the fact `BatchSettled`. */
export const SettledHow = z.enum(['agreed', 'uploaded', 'notNeeded'])
export type SettledHow = z.infer<typeof SettledHow>

/** Why staff ask for a refund: chosen, never typed, for facts are kept. */
export const RefundWhy = z.enum(['paidTwice', 'wrongAccount', 'wrongAmount', 'customerAsks', 'other'])
export type RefundWhy = z.infer<typeof RefundWhy>

/** How an acceptor names a note for ever; it is the id of its credit, too. */
export const NoteId = z.string().regex(/^[A-Za-z0-9:._-]{1,80}$/, 'a note’s id')

/**
 * Why nobody can tell where a note is. powerLost, lineLost: on its way when that was lost · jammed · handled: other hands
 * may have had it · unreported, eventsLost: the acceptor did not say · unknownDenomination · nobodys: in the box, and no order
 */
export const DoubtReason = z.enum([
  'powerLost',
  'lineLost',
  'jammed',
  'handled',
  'unreported',
  'eventsLost',
  'unknownDenomination',
  'nobodys',
])
export type DoubtReason = z.infer<typeof DoubtReason>

/** Whom a day is compared with: a channel's id, or `billing`. */
export const ReconcileSide = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/, 'a channel, or billing')

/** Why a day is not compared yet. */
export const AwaitedCause = z.enum(['notOver', 'later', 'unsure'])
export type AwaitedCause = z.infer<typeof AwaitedCause>

/** Refunds of staff above this need a second person, fen, where the hall's file says nothing. */
export const REFUND_APPROVAL_FEN = 20_000

/** An account of the hall's books: `channel:alipay`, `box:K1-cash`, `customer`. */
export const BookAccount = z.string().regex(/^[A-Za-z][A-Za-z0-9:_-]{0,59}$/, 'an account of the books')

/** SHA-256 of a secret, hex in small letters. */
export const TokenHash = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hex')
