import { z } from 'zod'
import { Duration } from '../bounds.ts'
import { command } from '../define/command.ts'
import {
  AttemptId,
  FindingId,
  SuspenseId,
  PayChannelId,
  CounterId,
  DeviceId,
  PaymentOrderId,
  RefundId,
} from '../ids.ts'
import { BusinessDay } from '../time.ts'
import {
  AccountNo,
  AwaitedCause,
  BillId,
  BillMonth,
  BookAccount,
  ChannelNo,
  Fen,
  FenOrNone,
  DoubtReason,
  MOST_FEN,
  NoteId,
  OutsideCode,
  PayUse,
  OrderPurpose,
  ReconcileSide,
  RefundWhy,
  SettledHow,
  TradeNo,
} from './words.ts'
import { PaymentCredential } from './credential.ts'
import { AttemptFinding, AttemptStanding, DeliveryOutcome } from './outcomes.ts'

/** Who takes payments: kiosks by themselves, staff at counters. */
const PAYERS = ['kiosk', 'counterStaff', 'lobbyManager', 'administrator'] as const
const CASHIERS = ['counterStaff', 'lobbyManager', 'administrator'] as const
const MANAGERS = ['lobbyManager', 'administrator'] as const

const Bills = z.array(z.strictObject({ billId: BillId, month: BillMonth, fen: Fen })).max(60)
const MeterCard = z.strictObject({
  meterNo: z.string().regex(/^\d{6,20}$/),
  cardSerial: z.string().regex(/^[0-9A-Fa-f]{4,40}$/),
  count: z.number().int().min(0).max(65_535),
})

/**
 * Opens an order: what is to be paid, as the customer saw it. The server asks the billing system whether that is still owed,
 * and refuses it otherwise.
 */
export const OpenPayment = command(
  'payment.open',
  {
    purpose: OrderPurpose,
    accountNo: AccountNo,
    bills: Bills,
    creditFen: FenOrNone,
    meterCard: MeterCard.optional(),
    /** Whoever takes it at a counter has it open. */
    counterId: CounterId.optional(),
  },
  { by: PAYERS, prepared: { without: [], with: { isOwed: z.literal(true).optional() } } },
)

/** Begins to pay an order in one way. The server takes the credential out and adds what the channel's rules say. */
export const StartAttempt = command(
  'payment.attempt',
  {
    orderId: PaymentOrderId,
    channel: PayChannelId,
    use: PayUse,
    credential: PaymentCredential.optional(),
  },
  {
    by: PAYERS,
    prepared: {
      without: ['credential'],
      with: { payableMs: Duration.optional(), byTerminal: z.boolean().optional() },
    },
  },
)
/** Ends the open attempt; what was paid in the meantime counts. */
export const EndAttempt = command(
  'payment.endAttempt',
  { orderId: PaymentOrderId, attemptId: AttemptId, cause: z.enum(['customer', 'otherWay', 'staff']) },
  { by: PAYERS },
)
/** The customer wants it no more: the open attempt is closed, and what still comes goes back. */
export const CancelPayment = command('payment.cancel', { orderId: PaymentOrderId }, { by: PAYERS })

/** A note is in the box. The sender has it on its own disk and sends it until it is answered. */
export const CreditCash = command(
  'payment.credit',
  {
    orderId: PaymentOrderId,
    attemptId: AttemptId,
    deviceId: DeviceId,
    creditId: NoteId,
    fen: Fen,
  },
  { by: ['kiosk', 'counterStaff', 'lobbyManager', 'administrator'] },
)
/** Nobody can tell where a note is; without an order: nobody can tell whose it is, either. Sent until it is answered. */
export const DoubtNote = command(
  'payment.doubtNote',
  {
    orderId: PaymentOrderId.optional(),
    attemptId: AttemptId.optional(),
    deviceId: DeviceId,
    noteId: NoteId,
    fen: Fen.optional(),
    /** It may be so many; absent: one. */
    atMost: z.number().int().min(1).max(1_000).optional(),
    reason: DoubtReason,
  },
  { by: ['kiosk'] },
)
/** Where a note in doubt is: staff found it in the box, or did not; an acceptor says that it went back. `fen`: what it is. */
export const SettleNote = command(
  'payment.settleNote',
  { deviceId: DeviceId, noteId: NoteId, isFound: z.boolean(), fen: Fen.optional() },
  { by: ['kiosk', ...CASHIERS] },
)
/**
 * No more notes come. What is over goes to the account's balance; where it is not enough, `short` says whether it does so too
 * (`credit`, with the customer's consent) or is paid out at a counter (`counter`).
 */
export const EndCash = command(
  'payment.endCash',
  { orderId: PaymentOrderId, attemptId: AttemptId, short: z.enum(['credit', 'counter']) },
  { by: PAYERS },
)
/** The kiosk has read the meter card back. */
export const NoteMeterCard = command(
  'payment.meterCard',
  { orderId: PaymentOrderId, count: z.number().int().min(0).max(65_535) },
  { by: PAYERS },
)

/**
 * What a person found on the channel's merchant page about an attempt that nobody can tell of, once it is a person's. A second
 * person has to confirm it; asked again it replaces what was asked before.
 */
export const SettleAttempt = command(
  'payment.settleAttempt',
  { orderId: PaymentOrderId, attemptId: AttemptId, found: AttemptFinding },
  { by: CASHIERS },
)
/** A second person has looked it up as well, and says the same, or does not. */
export const ConfirmAttempt = command(
  'payment.confirmAttempt',
  { orderId: PaymentOrderId, attemptId: AttemptId, findingId: FindingId, isConfirmed: z.boolean() },
  { by: MANAGERS },
)

/** Gives money of an order back: first its write-off, where it has one. */
export const RefundPayment = command(
  'payment.refund',
  { orderId: PaymentOrderId, attemptId: AttemptId, why: RefundWhy },
  { by: CASHIERS },
)
/** A second person agrees, or does not. */
export const ApproveRefund = command(
  'payment.approve',
  { orderId: PaymentOrderId, refundId: RefundId, isApproved: z.boolean() },
  { by: MANAGERS },
)
/** Money was paid out by hand, of a box. */
export const PayOut = command(
  'payment.payOut',
  { orderId: PaymentOrderId, refundId: RefundId, boxId: DeviceId },
  { by: CASHIERS },
)
/** A cash box was emptied and counted (清机). It counts when a second person has counted too. */
export const CountBox = command(
  'payment.countBox',
  {
    boxId: DeviceId,
    countedFen: FenOrNone,
    notes: z.number().int().min(0).max(100_000),
  },
  { by: CASHIERS },
)
/** The second person has counted too. Where they found something else, neither count holds: both count again. */
export const ConfirmBox = command(
  'payment.confirmBox',
  { boxId: DeviceId, countedFen: FenOrNone },
  { by: CASHIERS },
)
/** Notes and coins of the bank were put into a drawer (领用备用金), to give change and pay out of it. */
export const FillBox = command('payment.fillBox', { boxId: DeviceId, fen: Fen }, { by: MANAGERS })

export const CloseSuspense = command(
  'payment.closeSuspense',
  {
    suspenseId: SuspenseId,
    how: z.enum(['found', 'returned', 'writtenOff', 'corrected']),
    /** Account of the ledger that what stands in suspense goes to. */
    to: BookAccount,
  },
  { by: MANAGERS },
)

/** Compares a day again, with a channel or with `billing`. */
export const Reconcile = command(
  'payment.reconcile',
  { side: ReconcileSide, day: BusinessDay },
  { by: MANAGERS },
)

export const NoteAttempt = command(
  'payment.noteAttempt',
  { channelNo: ChannelNo, channel: PayChannelId, standing: AttemptStanding },
  { by: ['system'] },
)
/** The time of an attempt or of an order is over. */
export const ExpirePayment = command(
  'payment.expire',
  { orderId: PaymentOrderId, attemptId: AttemptId.optional() },
  { by: ['system'] },
)
export const NoteDelivery = command(
  'payment.noteDelivery',
  { orderId: PaymentOrderId, outcome: DeliveryOutcome },
  { by: ['system'] },
)
export const NoteReversal = command(
  'payment.noteReversal',
  {
    orderId: PaymentOrderId,
    outcome: z.discriminatedUnion('is', [
      z.strictObject({ is: z.literal('done'), reversalNo: z.string().min(1).max(64) }),
      z.strictObject({ is: z.literal('refused'), code: OutsideCode }),
    ]),
  },
  { by: ['system'] },
)
export const NoteRefund = command(
  'payment.noteRefund',
  {
    orderId: PaymentOrderId,
    refundId: RefundId,
    outcome: z.discriminatedUnion('is', [
      z.strictObject({ is: z.literal('refunded'), tradeNo: TradeNo, fen: Fen }),
      z.strictObject({ is: z.literal('manual'), code: OutsideCode }),
    ]),
  },
  { by: ['system'] },
)
export const NoteNotice = command(
  'payment.noteNotice',
  {
    channel: PayChannelId,
    code: z.enum(['badSignature', 'stale', 'otherApp', 'unreadable', 'unknownNumber']),
  },
  { by: ['system'] },
)
/** A day was compared; with the differences that nothing explains. */
export const NoteReconciled = command(
  'payment.noteReconciled',
  {
    side: ReconcileSide,
    day: BusinessDay,
    lines: z.number().int().min(0).max(10_000_000),
    fen: z.number().int().min(-1_000_000_000_000).max(1_000_000_000_000),
    matched: z.number().int().min(0).max(10_000_000),
    resolved: z.number().int().min(0).max(10_000_000),
    waiting: z.number().int().min(0).max(10_000_000),
    tookMs: Duration,
    differences: z
      .array(
        z.strictObject({
          kind: z.enum(['billOnly', 'oursOnly', 'amountDiffers', 'notOurs', 'writeOffOnly']),
          fen: z.number().int().min(-MOST_FEN).max(MOST_FEN),
          reference: z.string().max(80),
          orderId: PaymentOrderId.optional(),
          /** The day that it is of, where that is another one. */
          day: BusinessDay.optional(),
        }),
      )
      .max(10_000),
  },
  { by: ['system'] },
)
/** A bill is not there yet. */
export const NoteAwaited = command(
  'payment.noteAwaited',
  { side: ReconcileSide, day: BusinessDay, is: AwaitedCause, why: OutsideCode },
  { by: ['system'] },
)

export { LinkReceipt, RatePayment } from './after-commands.ts'
const ofBatch = {
  channel: PayChannelId,
  terminalId: z.string().min(1).max(40),
  batch: z.number().int().min(1).max(999_999),
}
/** A terminal's batch of a day that is over is to be settled. */
export const SettleBatch = command('payment.settle', ofBatch, { by: ['system'] })
/** What became of it. */
export const NoteSettlement = command(
  'payment.noteSettlement',
  {
    ...ofBatch,
    outcome: z.discriminatedUnion('is', [
      z.strictObject({ is: z.literal('settled'), how: SettledHow }),
      z.strictObject({ is: z.literal('failed'), why: OutsideCode }),
    ]),
  },
  { by: ['system'] },
)
