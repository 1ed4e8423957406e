import { z } from 'zod'
import { MOST_FACTS } from '../bounds.ts'
import { PayChannelId, PaymentOrderId, StationId } from '../ids.ts'
import { BookAccount, MOST_FEN } from '../payment/words.ts'
import { BusinessDay, Instant } from '../time.ts'

/** Most accounts of one answer: a hall has a channel each, a box each, and five of its own. */
const MOST_ACCOUNTS = 1_000
/** Most lines of the journal on one page of an answer. */
const MOST_ON_PAGE = 200
const BalanceFen = z.number().int().min(-1e15).max(1e15)

/** `GET /api/payments/books`: balance of each account of the hall's books; a debit adds, and all of them together are 0. */
export const PaymentBooks = z.object({
  accounts: z.array(z.object({ account: BookAccount, fen: BalanceFen })).max(MOST_ACCOUNTS),
  totalFen: BalanceFen,
  /** Number of the last fact in them. */
  upTo: z.number().int().min(0).max(MOST_FACTS),
})
export type PaymentBooks = z.infer<typeof PaymentBooks>

export const PaymentJournalParams = z.object({ stationId: StationId })

/** `GET /api/payments/journal/:stationId`: the electronic journal (电子流水) of one kiosk and day, in order. */
export const PaymentJournalQuery = z.object({
  day: BusinessDay,
  /** Number of the last line of the page before; absent: from the day's beginning. */
  after: z.coerce.number().int().min(0).max(MOST_FACTS).default(0),
  limit: z.coerce.number().int().min(1).max(MOST_ON_PAGE).default(100),
})
export type PaymentJournalQuery = z.infer<typeof PaymentJournalQuery>

/** What facts of payments a kiosk's journal has. */
export const JOURNAL_FACTS = [
  'PaymentOrderOpened',
  'AttemptOpened',
  'AttemptPayable',
  'AttemptPaid',
  'SurplusPaid',
  'AttemptRefused',
  'AttemptClosing',
  'AttemptClosed',
  'AttemptUnsure',
  'AttemptFound',
  'AttemptFindingDenied',
  'AttemptSettled',
  'CashCredited',
  'NoteDoubted',
  'NoteSettled',
  'DeliveryStarted',
  'MeterCardSold',
  'MeterCardRead',
  'Delivered',
  'DeliveryRefused',
  'DeliveryUnsure',
  'ReversalStarted',
  'Reversed',
  'ReversalRefused',
  'RefundAsked',
  'RefundApproved',
  'RefundDenied',
  'RefundManual',
  'Refunded',
  'PaymentOrderCancelled',
  'PaymentOrderGivenUp',
  'CashBoxCounted',
  'CashBoxCountDiffered',
  'CashBoxCleared',
  'CashBoxFilled',
] as const

/** One fact as the journal of a kiosk tells it: whose account it was is left out. */
export const PaymentJournalLine = z.object({
  /** Number of the fact in the hall's journal. */
  number: z.number().int().min(1).max(MOST_FACTS),
  at: Instant,
  type: z.enum(JOURNAL_FACTS),
  orderId: PaymentOrderId.nullable(),
  channel: PayChannelId.nullable(),
  fen: z.number().int().min(-MOST_FEN).max(MOST_FEN).nullable(),
  /** The number that somebody outside knows it by: of a channel, a trade, a write-off, a note, a box. */
  reference: z.string().max(120).nullable(),
  /** Why, where something was refused or is not known. */
  code: z.string().max(80).nullable(),
})
export type PaymentJournalLine = z.infer<typeof PaymentJournalLine>

/** `next`: for `after` of the next page; null: this is the last. */
export const PaymentJournalPage = z.object({
  lines: z.array(PaymentJournalLine).max(MOST_ON_PAGE),
  next: z.number().int().min(1).max(MOST_FACTS).nullable(),
})
export type PaymentJournalPage = z.infer<typeof PaymentJournalPage>
