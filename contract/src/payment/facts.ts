import { z } from 'zod'
import { ActorRef, STAFF_AND_REGION } from '../access.ts'
import { Duration } from '../bounds.ts'
import { fact } from '../define/fact.ts'
import {
  AttemptId,
  FindingId,
  SuspenseId,
  PayChannelId,
  CounterId,
  DeviceId,
  PaymentOrderId,
  RefundId,
  StationId,
} from '../ids.ts'
import { BusinessDay, Instant } from '../time.ts'
import {
  AccountNo,
  AwaitedCause,
  BillId,
  BillMonth,
  BookAccount,
  ChannelNo,
  ClosingCause,
  CustomerCause,
  DoubtReason,
  Fen,
  FenOrNone,
  MaskedPayer,
  MOST_FEN,
  NoteId,
  OutsideCode,
  PaidBy,
  PayUse,
  OrderPurpose,
  ReconcileSide,
  RefundCause,
  RefundWhy,
  SettledHow,
  TradeNo,
} from './words.ts'
import { AttemptFinding } from './outcomes.ts'

/** Single payments are the hall's: staff and the machine that takes them see them, the region gets sums and cases. */
const BOOKS = ['staff', 'station'] as const
const ofOrder = { orderId: PaymentOrderId }
const ofAttempt = { orderId: PaymentOrderId, attemptId: AttemptId }
/** Bills that one order settles, and how much of each. */
const Bills = z.array(z.object({ billId: BillId, month: BillMonth, fen: Fen })).max(60)

/** 订单开立. `stationId` or `counterId`: where. The account's number is the books' own; screens and the region do not get it. */
export const PaymentOrderOpened = fact(
  'PaymentOrderOpened',
  {
    ...ofOrder,
    purpose: OrderPurpose,
    accountNo: AccountNo.optional(),
    bills: Bills,
    /** Over the bills: paid ahead, or bought for the meter card. */
    creditFen: FenOrNone,
    totalFen: Fen,
    stationId: StationId.optional(),
    counterId: CounterId.optional(),
    meterCard: z
      .object({
        meterNo: z.string().max(20),
        cardSerial: z.string().max(40),
        count: z.number().int().min(0).max(65_535),
      })
      .optional(),
    until: Instant,
    by: ActorRef,
  },
  {
    seenBy: BOOKS,
    trim: ({ accountNo, meterCard: _card, ...rest }, audience) =>
      audience === 'staff' && accountNo !== undefined ? { ...rest, accountNo } : withoutBills(rest),
  },
)
function withoutBills<Opened extends { bills: unknown[] }>(opened: Opened): Opened {
  return { ...opened, bills: [] }
}

/** The intention: from here on this number may be known at its channel. */
export const AttemptOpened = fact(
  'AttemptOpened',
  {
    ...ofAttempt,
    channel: PayChannelId,
    use: PayUse,
    channelNo: ChannelNo,
    fen: Fen,
    until: Instant,
    /** Where it was taken: a machine or a counter. */
    terminalId: z.string().min(1).max(40),
    trace: z
      .object({ batch: z.number().int().min(1).max(999_999), stan: z.number().int().min(1).max(999_999) })
      .optional(),
  },
  { seenBy: BOOKS },
)
/** The customer can pay now. `qr`: text of the code to scan. */
export const AttemptPayable = fact(
  'AttemptPayable',
  { ...ofAttempt, qr: z.string().max(1_000).optional() },
  { seenBy: BOOKS },
)
export const AttemptPaid = fact(
  'AttemptPaid',
  {
    ...ofAttempt,
    channel: PayChannelId,
    channelNo: ChannelNo,
    tradeNo: TradeNo,
    fen: Fen,
    paidAt: Instant,
    maskedPayer: MaskedPayer.optional(),
    by: PaidBy,
    /** It came when the attempt was over, or the order needed it no more: it goes back. */
    late: z.boolean(),
  },
  { seenBy: BOOKS },
)
/** One more trade was paid under the number of an attempt that is paid already; it goes back. */
export const SurplusPaid = fact(
  'SurplusPaid',
  { ...ofAttempt, channel: PayChannelId, channelNo: ChannelNo, tradeNo: TradeNo, fen: Fen, paidAt: Instant },
  { seenBy: BOOKS },
)
export const AttemptRefused = fact(
  'AttemptRefused',
  { ...ofAttempt, code: OutsideCode, customer: CustomerCause.optional() },
  { seenBy: BOOKS },
)
/** The intention to close it at its channel. */
export const AttemptClosing = fact('AttemptClosing', { ...ofAttempt, cause: ClosingCause }, { seenBy: BOOKS })
/** The channel said that it will not be paid. `returned`: it had been, and all of it went back there. */
export const AttemptClosed = fact(
  'AttemptClosed',
  { ...ofAttempt, returned: z.object({ channel: PayChannelId, tradeNo: TradeNo, fen: Fen }).optional() },
  { seenBy: BOOKS },
)
/** Nobody can tell how it stands. `personAt`: from then on a cashier has to see to it. */
export const AttemptUnsure = fact(
  'AttemptUnsure',
  { ...ofAttempt, why: OutsideCode, personAt: Instant },
  { seenBy: BOOKS },
)

/** A person looked an attempt up at its channel (查明); it counts when a second person has looked, too. */
export const AttemptFound = fact(
  'AttemptFound',
  { ...ofAttempt, findingId: FindingId, found: AttemptFinding, by: ActorRef },
  { seenBy: BOOKS },
)
/** The second person does not see it so. */
export const AttemptFindingDenied = fact(
  'AttemptFindingDenied',
  { ...ofAttempt, findingId: FindingId, by: ActorRef },
  { seenBy: BOOKS },
)
/** Two persons say how it stands. What that brings stands beside it, as if the channel had said so. */
export const AttemptSettled = fact(
  'AttemptSettled',
  { ...ofAttempt, findingId: FindingId, found: AttemptFinding, by: ActorRef, second: ActorRef },
  { seenBy: BOOKS },
)

/** A note or coin is in the box and the acceptor said so. `creditId` is the acceptor's own count: each counts once. */
export const CashCredited = fact(
  'CashCredited',
  {
    ...ofAttempt,
    deviceId: DeviceId,
    creditId: z.string().min(1).max(80),
    fen: Fen,
    /** It came when the attempt was over. */
    late: z.boolean(),
  },
  { seenBy: BOOKS },
)

/** Nobody can tell where a note is (存疑): it is money when somebody has found it. Without an order: nobody knows whose it is. */
export const NoteDoubted = fact(
  'NoteDoubted',
  {
    orderId: PaymentOrderId.optional(),
    attemptId: AttemptId.optional(),
    deviceId: DeviceId,
    noteId: NoteId,
    fen: Fen.optional(),
    atMost: z.number().int().min(1).max(1_000).optional(),
    reason: DoubtReason,
  },
  { seenBy: BOOKS },
)
/** inBox: found, and counted by the `CashCredited` or the case beside it · returned: its acceptor says so · notFound */
export const NoteSettled = fact(
  'NoteSettled',
  {
    orderId: PaymentOrderId.optional(),
    deviceId: DeviceId,
    noteId: NoteId,
    outcome: z.enum(['inBox', 'returned', 'notFound']),
    fen: Fen.optional(),
    by: ActorRef,
  },
  { seenBy: BOOKS },
)

/** The intention to have it written off (销账), with the key that the utility knows it by. */
export const DeliveryStarted = fact(
  'DeliveryStarted',
  {
    ...ofOrder,
    key: z.string().min(8).max(80),
    bills: Bills,
    creditFen: FenOrNone,
    fen: Fen,
  },
  { seenBy: BOOKS, trim: withoutBills },
)
/** The utility sold so much for the meter card; the card is yet to be written. */
export const MeterCardSold = fact(
  'MeterCardSold',
  { ...ofOrder, saleNo: z.string().min(1).max(64), count: z.number().int().min(0).max(65_535) },
  { seenBy: BOOKS },
)
/** The card was read back: its count says whether it was written. */
export const MeterCardRead = fact(
  'MeterCardRead',
  { ...ofOrder, count: z.number().int().min(0).max(65_535), isWritten: z.boolean() },
  { seenBy: BOOKS },
)
export const Delivered = fact(
  'Delivered',
  {
    ...ofOrder,
    writeOffNo: z.string().min(1).max(64),
    fen: Fen,
    /** The account's balance after it, for the receipt; below 0: still owed. */
    balanceFen: z.number().int().min(-MOST_FEN).max(MOST_FEN).optional(),
  },
  { seenBy: BOOKS, trim: ({ balanceFen: _balance, ...rest }) => rest },
)
/** The utility's final no. What was paid goes back. */
export const DeliveryRefused = fact('DeliveryRefused', { ...ofOrder, code: OutsideCode }, { seenBy: BOOKS })
/** The utility does not answer; it is asked on. */
export const DeliveryUnsure = fact(
  'DeliveryUnsure',
  { ...ofOrder, why: OutsideCode, personAt: Instant },
  { seenBy: BOOKS },
)
/** The intention to take a write-off back, so that its money can. */
export const ReversalStarted = fact(
  'ReversalStarted',
  { ...ofOrder, key: z.string().min(8).max(80), by: ActorRef },
  { seenBy: BOOKS },
)
export const Reversed = fact(
  'Reversed',
  { ...ofOrder, reversalNo: z.string().min(1).max(64), fen: Fen },
  { seenBy: BOOKS },
)
export const ReversalRefused = fact('ReversalRefused', { ...ofOrder, code: OutsideCode }, { seenBy: BOOKS })

/** Money shall go back. `isApproved`: it needs nobody else. */
export const RefundAsked = fact(
  'RefundAsked',
  {
    ...ofAttempt,
    refundId: RefundId,
    refundNo: ChannelNo,
    channel: PayChannelId,
    /** The trade that it goes back on; absent: cash. */
    tradeNo: TradeNo.optional(),
    fen: Fen,
    cause: RefundCause,
    /** Of a refund that staff ask for. */
    why: RefundWhy.optional(),
    isApproved: z.boolean(),
    /** The write-off has to be taken back first. */
    afterReversal: z.boolean(),
    by: ActorRef,
  },
  { seenBy: BOOKS },
)
export const RefundApproved = fact(
  'RefundApproved',
  { ...ofOrder, refundId: RefundId, by: ActorRef },
  { seenBy: BOOKS },
)
export const RefundDenied = fact(
  'RefundDenied',
  { ...ofOrder, refundId: RefundId, by: ActorRef },
  { seenBy: BOOKS },
)
/** The channel cannot or will not: a person pays it out, or finds another way. */
export const RefundManual = fact(
  'RefundManual',
  { ...ofOrder, refundId: RefundId, code: OutsideCode },
  { seenBy: BOOKS },
)
/** `via`: a channel's id, or the box that it was paid out of. */
export const Refunded = fact(
  'Refunded',
  {
    ...ofOrder,
    refundId: RefundId,
    via: z.discriminatedUnion('is', [
      z.object({ is: z.literal('channel'), channel: PayChannelId, tradeNo: TradeNo }),
      z.object({ is: z.literal('box'), boxId: DeviceId }),
    ]),
    fen: Fen,
    by: ActorRef,
  },
  { seenBy: BOOKS },
)
export const PaymentOrderCancelled = fact(
  'PaymentOrderCancelled',
  { ...ofOrder, cause: z.enum(['customer', 'expired', 'staff']) },
  { seenBy: BOOKS },
)
/** The customer does not want it any more while an attempt may still be paid: what comes goes back. */
export const PaymentOrderGivenUp = fact(
  'PaymentOrderGivenUp',
  { ...ofOrder, cause: z.enum(['customer', 'staff']) },
  { seenBy: BOOKS },
)

/** A difference that somebody has to explain (挂账). `fen`: what stands in suspense for it, below 0: what is missing. */
export const SuspenseOpened = fact(
  'SuspenseOpened',
  {
    suspenseId: SuspenseId,
    kind: z.enum([
      'wrongAmount',
      'billOnly',
      'oursOnly',
      'amountDiffers',
      'boxDiffers',
      'notOurs',
      'writeOffOnly',
    ]),
    account: BookAccount,
    fen: z.number().int().min(-MOST_FEN).max(MOST_FEN),
    orderId: PaymentOrderId.optional(),
    reference: z.string().max(80),
    day: BusinessDay.optional(),
  },
  { seenBy: STAFF_AND_REGION },
)
export const SuspenseClosed = fact(
  'SuspenseClosed',
  {
    suspenseId: SuspenseId,
    /** Where what stood in suspense went. */
    to: BookAccount,
    fen: z.number().int().min(-MOST_FEN).max(MOST_FEN),
    how: z.enum(['found', 'returned', 'writtenOff', 'corrected']),
    by: ActorRef,
  },
  { seenBy: STAFF_AND_REGION },
)
/**
 * Somebody emptied a cash box and counted it (清机); it counts when a second person has. How much it was leaves the server
 * with `CashBoxCleared`: the second person counts for themselves.
 */
export const CashBoxCounted = fact(
  'CashBoxCounted',
  {
    boxId: DeviceId,
    countedFen: FenOrNone.optional(),
    notes: z.number().int().min(0).max(100_000).optional(),
    by: ActorRef,
  },
  { seenBy: ['staff'], withheld: ({ countedFen: _fen, notes: _notes, ...rest }) => rest },
)
/**
 * The second person counted something else: neither count holds, and both are to count again. The amounts never leave the
 * server: who counts again is not to know what was found before.
 */
export const CashBoxCountDiffered = fact(
  'CashBoxCountDiffered',
  {
    boxId: DeviceId,
    firstFen: FenOrNone.optional(),
    secondFen: FenOrNone.optional(),
    by: ActorRef,
    second: ActorRef,
  },
  { seenBy: ['staff'], withheld: ({ firstFen: _first, secondFen: _second, ...rest }) => rest },
)
/** Cash of the bank was put into a drawer (领用备用金). */
export const CashBoxFilled = fact(
  'CashBoxFilled',
  { boxId: DeviceId, fen: Fen, by: ActorRef },
  { seenBy: ['staff'] },
)
/** Two people have counted the same. */
export const CashBoxCleared = fact(
  'CashBoxCleared',
  {
    boxId: DeviceId,
    countedFen: FenOrNone,
    /** What the journal says was in it. */
    expectedFen: FenOrNone,
    notes: z.number().int().min(0).max(100_000),
    by: ActorRef,
    second: ActorRef,
  },
  {
    // A kiosk has to know how full its box is, and no amounts.
    seenBy: [...STAFF_AND_REGION, 'station'],
    trim: (cleared, audience) =>
      audience === 'station' ? { ...cleared, countedFen: 0, expectedFen: 0 } : cleared,
  },
)
/** A day was compared with a channel's bill, or with the utility's statement (对账). `unexplainedFen` is 0, or has cases. */
export const DayReconciled = fact(
  'DayReconciled',
  {
    /** A channel's id, or `billing`. */
    side: ReconcileSide,
    day: BusinessDay,
    lines: z.number().int().min(0).max(10_000_000),
    fen: z.number().int().min(-1_000_000_000_000).max(1_000_000_000_000),
    matched: z.number().int().min(0).max(10_000_000),
    cases: z.number().int().min(0).max(10_000_000),
    unexplainedFen: z.number().int().min(-1_000_000_000_000).max(1_000_000_000_000),
    /** What the bill said and the rules settled: money that the hall did not know of. */
    resolved: z.number().int().min(0).max(10_000_000).optional(),
    /** What the next day's bill decides. */
    waiting: z.number().int().min(0).max(10_000_000).optional(),
    tookMs: Duration,
  },
  { seenBy: STAFF_AND_REGION },
)
/** A day cannot be compared yet. `notOver`: from this day on it will be · `later`: the bill is not made · `unsure`: no answer, or no good one. */
export const BillAwaited = fact(
  'BillAwaited',
  { side: ReconcileSide, day: BusinessDay, is: AwaitedCause, why: OutsideCode },
  { seenBy: STAFF_AND_REGION },
)
/** Somebody wants a day compared again. */
export const ReconciliationAsked = fact(
  'ReconciliationAsked',
  { side: ReconcileSide, day: BusinessDay, by: ActorRef },
  { seenBy: ['staff'] },
)
/** Why a notice of a channel was not taken: somebody else's, changed, or stale. */
export const NoticeRefused = fact(
  'NoticeRefused',
  {
    channel: PayChannelId,
    code: z.enum(['badSignature', 'stale', 'otherApp', 'unreadable', 'unknownNumber']),
  },
  { seenBy: STAFF_AND_REGION },
)

export { PaymentRated, ReceiptLinked } from './after-facts.ts'
const BatchSum = z.number().int().min(0).max(1_000_000_000_000)
/** A batch (批次): all trades of one terminal in one business day, for channels that settle by batch. */
const ofBatch = {
  channel: PayChannelId,
  terminalId: z.string().min(1).max(40),
  batch: z.number().int().min(1).max(999_999),
}
/** The intention to settle a batch (批结算), with the hall's own sums. No trade is added to it from here on. */
export const SettlementAsked = fact(
  'SettlementAsked',
  {
    ...ofBatch,
    day: BusinessDay,
    sales: z.number().int().min(0).max(1_000_000),
    salesFen: BatchSum,
    refunds: z.number().int().min(0).max(1_000_000),
    refundsFen: BatchSum,
  },
  { seenBy: STAFF_AND_REGION },
)
/** agreed: both have the same sums · uploaded: they differ, and the channel was sent each trade (批上送) · notNeeded: it settles by itself */
export const BatchSettled = fact(
  'BatchSettled',
  { ...ofBatch, how: SettledHow },
  { seenBy: STAFF_AND_REGION },
)
/** The channel did not take it in all its tries: a cashier sees to it. It is tried on, more rarely. */
export const SettlementFailed = fact(
  'SettlementFailed',
  { ...ofBatch, why: OutsideCode },
  { seenBy: STAFF_AND_REGION },
)
