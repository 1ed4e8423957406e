import { z } from 'zod'
import { ServiceId } from '../ids.ts'
import { RatingLevel } from '../rating/words.ts'
import { Localized } from '../text.ts'
import {
  BillChoice,
  KioskAccount,
  KioskBill,
  KioskPlan,
  KioskTariff,
  KioskUsageMonth,
  MOST_BILLS,
  ScreenFen,
} from './kiosk-bills.ts'

// Payment and inquiry between agent and screen. The agent holds the session and says which question is on the screen; the
// screen shows it and sends one answer. What only helps to answer (digits typed, bills ticked, a row opened) stays on the
// screen until then.
//
// Stale touches: `paymentId` names the visit, `stepNo` the question. The agent acts on an answer only when both are those
// of its session, and gives its next question another number at once (be it `working`). So a second tap, a late tap or one
// from before a restart does nothing. `stepNo` rises by every change of step or of what is asked, never by what merely
// happens on it (a note more, a PIN digit more).
//
// Which step takes which answers is a table (`payment-answers.ts`).
//
// Durations: `leftMs` is what is left at the moment the view was made. The agent works it out anew for every view.

const Id = z.string().min(8).max(64)
const LeftMs = z.number().int().min(0).max(3_600_000)
/** What staff find the payment by: on screen and paper, `K1-0731`. */
const Reference = z.string().min(1).max(32)
/** A time as the hall's wall clock shows it: `2026-01-05`, `18:30`. */
const WallTime = z.object({ day: z.string().max(10), time: z.string().max(5) })

/** What a visit is for. */
export const PaymentPurpose = z.enum(['pay', 'inquiry', 'meterCard'])
export type PaymentPurpose = z.infer<typeof PaymentPurpose>

/** What becomes of it when the customer cancels at this step. */
export const CancelEffect = z.enum([
  /** No money was taken. */
  'nothingTaken',
  /** Whoever has just paid may still be paid for: it is written off, or comes back. */
  'mayStillArrive',
  /** Notes already inserted go to the account's balance. */
  'toBalance',
  /** Notes already inserted are paid out at a counter, against a slip. */
  'toCounter',
])
export type CancelEffect = z.infer<typeof CancelEffect>

const asked = {
  paymentId: Id,
  stepNo: z.number().int().min(0).max(1_000_000),
  purpose: PaymentPurpose,
}
/** Steps at which money is under way. `reference` exists from before the first of them. */
const money = { ...asked, fen: ScreenFen, reference: Reference }

/** Why the last answer brought the same question again. */
export const IdentifyProblem = z.enum([
  'accountUnknown',
  'accountClosed',
  'noAccount',
  'idCardUnreadable',
  'meterCardUnreadable',
  'meterCardUnknown',
  'barcodeUnknown',
  'notMeterCard',
])
export type IdentifyProblem = z.infer<typeof IdentifyProblem>

/** Why a way to pay cannot be taken now. */
export const WayProblem = z.enum([
  'noDevice',
  'deviceFault',
  'cashBoxFull',
  'channelAway',
  'amountTooLarge',
  'amountTooSmall',
  /** Notes cannot make it exactly, and nothing may be over. */
  'notInNotes',
  'noPaper',
  'notNow',
])
export type WayProblem = z.infer<typeof WayProblem>

export const KioskWay = z.object({
  /** Of the channel: `alipay`, `cash`. */
  wayId: z.string().min(1).max(32),
  /** code: a QR code to scan; scan: the kiosk scans the customer's code. */
  kind: z.enum(['code', 'scan', 'card', 'cash']),
  name: Localized,
  /** Null: it works. */
  problem: WayProblem.nullable(),
})
export type KioskWay = z.infer<typeof KioskWay>
const WayName = { wayName: Localized }

/** What is paid for, in a line each. */
const Summary = z.object({
  /** Null: before one is known. */
  account: KioskAccount.nullable(),
  months: z.array(z.string().max(7)).max(MOST_BILLS),
  prepayFen: ScreenFen,
  totalFen: ScreenFen,
})

/** The paper or its stand-in. `none`: not chosen yet, or not to be had. `qr`: link to a PDF (电子凭条). */
export const PaymentPaper = z.discriminatedUnion('is', [
  z.object({ is: z.literal('none') }),
  z.object({ is: z.literal('printing') }),
  /** Only when the printer said so. */
  z.object({ is: z.literal('printed') }),
  z.object({ is: z.literal('qr'), url: z.string().max(300) }),
])
export type PaymentPaper = z.infer<typeof PaymentPaper>

/** `receiptQr`: whether that answer is taken, so that the customer can have the receipt on the phone. */
const Receipt = { receiptQr: z.boolean().optional() }

/** How the request for an invoice (电子发票) stands. `away`: nobody can tell; asking again gets the same invoice. */
export const InvoiceStanding = z.discriminatedUnion('is', [
  z.object({ is: z.literal('confirm') }),
  z.object({ is: z.literal('asking') }),
  z.object({
    is: z.literal('made'),
    invoiceNo: z.string().max(64),
    isIssued: z.boolean(),
    /** Where it can be fetched, once it is issued. */
    url: z.string().max(500).nullable(),
  }),
  z.object({ is: z.literal('refused'), why: z.enum(['notAllowed', 'other']) }),
  z.object({ is: z.literal('away') }),
])
export type InvoiceStanding = z.infer<typeof InvoiceStanding>

/** Why a payment did not happen; no money was taken. */
export const PaymentRefusal = z.enum([
  'notEnoughMoney',
  'wrongPin',
  'limit',
  'cardNotAccepted',
  'codeExpired',
  'declined',
  /** Somebody else has paid it meanwhile. */
  'billPaid',
  /** It is in an order that has not ended: somebody pays it now, or nobody knows yet whether they did. */
  'billOpen',
  'amountChanged',
  'deviceFault',
  'channelAway',
  /** Nobody could tell whether it was paid, so it was taken back (冲正): what was debited is credited. */
  'reversed',
  'timedOut',
  'meterCardMismatch',
  'notAllowed',
])
export type PaymentRefusal = z.infer<typeof PaymentRefusal>

/** A part of an inquiry: here, on its way, or not to be had now. */
function part<Value extends z.ZodType>(value: Value) {
  return z.discriminatedUnion('is', [
    z.object({ is: z.literal('here'), value }),
    z.object({ is: z.literal('loading') }),
    z.object({ is: z.literal('away') }),
  ])
}

/** Where the visit stands. */
export const PaymentSession = z.discriminatedUnion('step', [
  z.object({ step: z.literal('idle') }),
  /** Who the customer is: a number typed on the screen; cards and barcodes come by their devices. */
  z.object({
    ...asked,
    step: z.literal('identify'),
    /** Lengths an account number may have. */
    lengths: z.array(z.number().int().min(4).max(20)).min(1).max(4),
    /** Which devices work. */
    by: z.object({ idCard: z.boolean(), meterCard: z.boolean(), barcode: z.boolean() }),
    problem: IdentifyProblem.optional(),
  }),
  /** Something is looked up or made ready. */
  z.object({
    ...asked,
    step: z.literal('working'),
    on: z.enum(['account', 'bills', 'order', 'meterCard', 'card', 'invoice']),
  }),
  z.object({ ...asked, step: z.literal('accounts'), accounts: z.array(KioskAccount).min(1).max(40) }),
  /** `bills`: all that are owed, the oldest first. */
  z.object({
    ...asked,
    step: z.literal('bills'),
    account: KioskAccount,
    bills: z.array(KioskBill).max(MOST_BILLS),
    plan: KioskPlan,
    /** The last choice was not taken: what is owed has changed meanwhile. */
    changed: z.boolean().optional(),
  }),
  /** Top-up of a meter card (购电). */
  z.object({
    ...asked,
    step: z.literal('meterAmount'),
    account: KioskAccount,
    presetsFen: z.array(ScreenFen).max(8),
    minFen: ScreenFen,
    maxFen: ScreenFen,
    /** Purchases on the card so far. */
    count: z.number().int().min(0).max(1e9),
    /** What is left on the card that the meter has not taken yet: it has to be taken first. */
    unusedFen: ScreenFen.optional(),
  }),
  z.object({
    ...asked,
    step: z.literal('ways'),
    summary: Summary,
    ways: z.array(KioskWay).max(12),
  }),
  /** Before the first note: no change is given. */
  z.object({
    ...asked,
    step: z.literal('cashConsent'),
    summary: Summary,
    notesFen: z.array(ScreenFen).min(1).max(12),
    /** Where what is over goes. `givenBack`: a note that would be over is not taken. Too little is paid out then, as with `toCard`. */
    over: z.enum(['toBalance', 'toCard', 'givenBack']),
  }),
  /** The customer scans. */
  z.object({
    ...money,
    ...WayName,
    step: z.literal('code'),
    qr: z.string().min(1).max(1_000),
    leftMs: LeftMs,
    ifCancelled: CancelEffect,
  }),
  /** The kiosk scans the customer's code. `isRead`: it was read, and the customer may have to agree on the phone. */
  z.object({
    ...money,
    ...WayName,
    step: z.literal('scan'),
    isRead: z.boolean().optional(),
    leftMs: LeftMs,
    ifCancelled: CancelEffect,
  }),
  /** `cancel` is dropped while `authorising`. */
  z.object({
    ...money,
    ...WayName,
    step: z.literal('card'),
    phase: z.enum(['insert', 'reading', 'pin', 'authorising', 'takeCard']),
    /** How many digits were typed on the reader's own keypad. */
    pinDigits: z.number().int().min(0).max(12),
    /** The PIN before was wrong. */
    pinAgain: z.boolean().optional(),
    maskedPan: z.string().max(24).optional(),
    leftMs: LeftMs,
    ifCancelled: CancelEffect,
  }),
  /** Notes that make it whole end it by themselves. */
  z.object({
    ...money,
    step: z.literal('cash'),
    notesFen: z.array(ScreenFen).min(1).max(12),
    insertedFen: ScreenFen,
    /** The last note, once it is kept; `noteNo` counts them. */
    last: z.object({ fen: ScreenFen, noteNo: z.number().int().min(1).max(10_000) }).optional(),
    /** Counts notes that were given back; the last one is to be taken. */
    refused: z.number().int().min(0).max(10_000),
    /** Notes that nobody can tell where they are; staff look for them. */
    doubtful: z.number().int().min(1).max(10_000).optional(),
    acceptor: z.enum(['ready', 'busy', 'stopped']),
    leftMs: LeftMs,
    /** What `cashEnd` means now. `paysPart`: what is there pays a part of the last bill. */
    ifEnded: z.enum(['nothingTaken', 'paysPart', 'toBalance', 'toCounter']),
  }),
  /** The attempt is being closed; how it ended is not known yet. */
  z.object({ ...money, step: z.literal('closing') }),
  /** Paid; being written off. `slow`: it takes longer than it should. */
  z.object({ ...money, step: z.literal('writingOff'), slow: z.boolean() }),
  /** Do not remove the card. */
  z.object({ ...money, step: z.literal('meterWriting'), phase: z.enum(['writing', 'readingBack']) }),
  /**
   * Paid, and the card is not written for sure. The same card again writes it once more or finds it written. `leftMs`: then
   * it goes to `unknown`. `giveUp`: staff write it, against the slip.
   */
  z.object({
    ...money,
    step: z.literal('meterRepair'),
    why: z.enum(['pulled', 'fault', 'otherCard']),
    leftMs: LeftMs,
  }),
  z.object({
    ...money,
    step: z.literal('done'),
    paidFen: ScreenFen,
    /** Over what was owed; in the account's balance, or on the meter card. */
    creditFen: ScreenFen,
    /** After it; null: nobody knows. */
    balanceFen: z.number().int().min(-1e12).max(1e12).nullable(),
    paper: PaymentPaper,
    /** Null: it was not asked for. */
    rating: z.object({ level: RatingLevel.nullable() }).nullable(),
    /** A card is still in the reader. */
    takeCard: z.boolean(),
    /** Purchases on the meter card now. */
    meterCount: z.number().int().min(0).max(1e9).optional(),
    ...Receipt,
    /** `invoice` is taken: there are bills that one can be had for. */
    canInvoice: z.boolean().optional(),
  }),
  /** The customer ended it, or time did. `fen`: what had been inserted. */
  z.object({
    ...money,
    step: z.literal('cancelled'),
    effect: CancelEffect,
    paper: PaymentPaper,
    ...Receipt,
    takeCard: z.boolean(),
  }),
  /**
   * Nobody knows yet. `taken`: whether the money is there for sure, and only the service is not; null: not known either.
   * `by`: until then it is settled.
   */
  z.object({
    ...money,
    ...WayName,
    step: z.literal('unknown'),
    taken: z.boolean().nullable(),
    /** It was taken and not used: it goes back the way it came, or has gone. */
    goesBack: z.boolean().optional(),
    by: WallTime,
    /** Whom to ask. */
    phone: z.string().max(40).optional(),
    paper: PaymentPaper,
    ...Receipt,
    takeCard: z.boolean(),
  }),
  /**
   * No money was taken. `canRetry`: `otherWay` is taken. `reference`: absent where there is no order to ask for. `by`: of
   * `reversed`, until when what was debited is back; `phone`: whom to ask otherwise.
   */
  z.object({
    ...asked,
    step: z.literal('refused'),
    reference: Reference.optional(),
    why: PaymentRefusal,
    canRetry: z.boolean(),
    takeCard: z.boolean(),
    by: WallTime.optional(),
    phone: z.string().max(40).optional(),
  }),
  /** Nothing can be paid now, and nothing was. */
  z.object({ ...asked, step: z.literal('away'), what: z.enum(['hall', 'billing', 'channels']) }),
  /** `canPay`: `payNow` is taken. */
  z.object({
    ...asked,
    step: z.literal('inquiry'),
    account: KioskAccount,
    canPay: z.boolean(),
    /** The day at the hall, for "this month". */
    today: z.string().max(10),
    bills: part(z.array(KioskBill).max(MOST_BILLS)),
    /** The latest months there are, the oldest first. */
    usage: part(z.array(KioskUsageMonth).max(24)),
    tariff: part(KioskTariff),
    /** `invoice` of a bill that is paid is taken. */
    canInvoice: z.boolean().optional(),
    /** Of the last `print`; `failed`: there is no paper. */
    print: z.enum(['idle', 'printing', 'printed', 'failed']),
    canPrint: z.boolean(),
  }),
  /** `invoiceConfirm` asks for it, and asks again after `away`. `title`: as the utility has it; null: it does not say now. */
  z.object({
    ...asked,
    step: z.literal('invoice'),
    months: z.array(z.string().max(7)).max(MOST_BILLS),
    fen: ScreenFen,
    /** Of the payment; null: it is for a bill that was paid before. */
    reference: Reference.nullable(),
    title: z
      .object({
        title: z.string().max(100),
        taxNo: z.string().max(20).nullable(),
        sentTo: z.string().max(80).nullable(),
      })
      .nullable(),
    standing: InvoiceStanding,
  }),
])
export type PaymentSession = z.infer<typeof PaymentSession>
export type PaymentStep = PaymentSession['step']

/** The payment part of a kiosk's view. */
export const KioskPayment = z.object({
  /** What the start page offers. */
  offers: z.array(PaymentPurpose).max(3),
  /** Null: all of it works. Otherwise why nothing of it can be begun now. */
  away: z.enum(['hall', 'billing', 'channels']).nullable(),
  /** Services whose queue nobody needs for what the kiosk does as well. */
  instead: z.array(z.object({ serviceId: ServiceId, purpose: PaymentPurpose })).max(20),
  session: PaymentSession,
})
export type KioskPayment = z.infer<typeof KioskPayment>

/** Answers of the customer. */
export const PaymentAsk = z.discriminatedUnion('do', [
  /**
   * With a new `paymentId` of the screen and `stepNo` 0, once for each id. Ends the visit before it as `leave` does; dropped
   * while money is under way.
   */
  z.strictObject({ do: z.literal('begin'), purpose: PaymentPurpose }),
  z.strictObject({ do: z.literal('accountNo'), accountNo: z.string().regex(/^\d{4,20}$/) }),
  z.strictObject({ do: z.literal('account'), ref: z.string().min(1).max(64) }),
  z.strictObject({ do: z.literal('bills'), choice: BillChoice }),
  z.strictObject({ do: z.literal('amount'), fen: ScreenFen.min(1) }),
  z.strictObject({ do: z.literal('way'), wayId: z.string().min(1).max(32) }),
  z.strictObject({ do: z.literal('consent') }),
  z.strictObject({ do: z.literal('cancel') }),
  z.strictObject({ do: z.literal('cashEnd') }),
  z.strictObject({ do: z.literal('moreTime') }),
  z.strictObject({ do: z.literal('giveUp') }),
  z.strictObject({ do: z.literal('rate'), level: RatingLevel }),
  /** The receipt again, or what the inquiry shows. */
  z.strictObject({ do: z.literal('print'), what: z.enum(['receipt', 'bills', 'usage', 'account']) }),
  /** The receipt on the phone. */
  z.strictObject({ do: z.literal('receiptQr') }),
  /** An invoice: of what was just paid, or of a paid bill of the inquiry. */
  z.strictObject({ do: z.literal('invoice'), billId: z.string().min(1).max(64).optional() }),
  z.strictObject({ do: z.literal('invoiceConfirm') }),
  z.strictObject({ do: z.literal('otherWay') }),
  z.strictObject({ do: z.literal('again') }),
  z.strictObject({ do: z.literal('payNow') }),
  z.strictObject({ do: z.literal('inquire') }),
  /** To the question before this one; from the first answer on: to who the customer is. */
  z.strictObject({ do: z.literal('back') }),
  /**
   * The customer is done, or has gone: nothing of the visit is left. Counts at any `stepNo` of this visit, and does nothing
   * while money is under way.
   */
  z.strictObject({ do: z.literal('leave') }),
])
export type PaymentAsk = z.infer<typeof PaymentAsk>
