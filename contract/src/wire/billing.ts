import { z } from 'zod'
import { PayChannelId, PaymentOrderId } from '../ids.ts'
import { PayUse } from '../payment/words.ts'
import { AccountNo, BillId, BillMonth, MOST_FEN } from '../payment/words.ts'
import type { PaymentOrder } from '../payment/order.ts'
import type { Refusal } from '../refusal.ts'
import { Localized } from '../text.ts'
import { COMPONENT_KINDS, MOST_BILLS } from './kiosk-bills.ts'

// What kiosks and staff ask a hall about accounts, bills and orders (event `billing`). No command: what is asked is not kept,
// an ID number least of all, and what is answered belongs to the customer who stands there.

const SignedFen = z.number().int().min(-1_000_000_000_000).max(1_000_000_000_000)
const Quantity = z.number().int().min(-1_000_000_000_000).max(1_000_000_000_000)
const Price = z.number().int().min(-1_000_000_000).max(1_000_000_000)
const Day = z.string().max(10)
const Hex = z
  .string()
  .regex(/^([0-9A-Fa-f]{2})*$/)
  .max(1_024)

/** Number of a meter card's chip. */
const CardSerial = z.string().regex(/^[0-9A-Fa-f]{4,40}$/)

/** Who asks says by what the account is known. */
export const AccountAsked = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('accountNo'), accountNo: z.string().regex(/^\d{4,20}$/) }),
  /** Number of an ID card: in memory on its way, in no log and no fact. */
  z.strictObject({ by: z.literal('idNumber'), idNumber: z.string().regex(/^[0-9A-Z]{15,18}$/) }),
  z.strictObject({
    by: z.literal('meterCard'),
    cardSerial: CardSerial,
    meterNo: z.string().regex(/^\d{6,20}$/),
  }),
  z.strictObject({ by: z.literal('billBarcode'), barcode: z.string().min(4).max(128) }),
])
export type AccountAsked = z.infer<typeof AccountAsked>

/** The key service's next step for a meter card; the hall adds the sale that it is about. */
const KeyStep = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.enum(['cardResponse', 'hostResponse']) }),
  z.strictObject({ ask: z.literal('mac'), message: Hex }),
])

/** What an invoice is for: an order of this machine that was written off, or a paid bill. */
export const InvoiceOf = z.union([
  z.strictObject({ orderId: PaymentOrderId }),
  z.strictObject({ accountNo: AccountNo, billId: BillId }),
])
export type InvoiceOf = z.infer<typeof InvoiceOf>

export const BillingAsked = z.discriminatedUnion('ask', [
  /** Which ways to pay there are, and whether there is a billing system. */
  z.strictObject({ ask: z.literal('ways') }),
  z.strictObject({ ask: z.literal('accounts'), who: AccountAsked }),
  z.strictObject({ ask: z.literal('bills'), accountNo: AccountNo }),
  z.strictObject({ ask: z.literal('usage'), accountNo: AccountNo }),
  z.strictObject({ ask: z.literal('tariff'), accountNo: AccountNo }),
  /** An order of the machine that asks, or any where staff ask: also one that its view has no more. */
  z.strictObject({ ask: z.literal('order'), orderId: PaymentOrderId }),
  /** Whom an invoice would be made out to, and then the invoice (电子发票); the same question again gets the same one. */
  z.strictObject({ ask: z.literal('invoiceTitle'), of: InvoiceOf }),
  z.strictObject({ ask: z.literal('invoice'), of: InvoiceOf }),
  /** What was sold for the meter card that is in the reader, and is not written on it yet: here or at another machine. */
  z.strictObject({ ask: z.literal('meterCardSale'), cardSerial: CardSerial }),
  /** A step of writing a meter card; only for an order that was paid and sold, from whichever machine has its card. */
  z.strictObject({
    ask: z.literal('meterCardKey'),
    orderId: PaymentOrderId,
    cardSerial: Hex,
    challenge: Hex,
    step: KeyStep,
  }),
  /** Working keys of the asking machine's card terminal; its hall signs in at the acquirer where that is due. */
  z.strictObject({ ask: z.literal('cardKeys') }),
])
export type BillingAsked = z.infer<typeof BillingAsked>
export type BillingQuestion = BillingAsked['ask']

export const BilledAccount = z.object({
  accountNo: AccountNo,
  maskedName: z.string().max(80),
  maskedAddress: z.string().max(120),
  mode: z.enum(['postpaid', 'prepaid', 'meterCard']),
  balanceFen: SignedFen,
  owedFen: z.number().int().min(0).max(1_000_000_000_000),
  meterNo: z.string().max(20),
  creditGrade: z.enum(['A', 'B', 'C', 'D']).nullable(),
  plan: z.object({
    partFromFen: z.number().int().min(0).max(MOST_FEN).nullable(),
    oldestFirst: z.boolean(),
    prepayUpToFen: z.number().int().min(0).max(MOST_FEN).nullable(),
    adviseFen: z.number().int().min(0).max(MOST_FEN).nullable(),
  }),
})
export type BilledAccount = z.infer<typeof BilledAccount>

export const BilledMonth = z.object({
  billId: z.string().max(40),
  accountNo: AccountNo,
  month: BillMonth,
  dueFen: z.number().int().min(0).max(1_000_000_000_000),
  billedFen: SignedFen,
  paidFen: z.number().int().min(0).max(1_000_000_000_000),
  penaltyFen: z.number().int().min(0).max(1_000_000_000_000),
  dueDay: Day,
  readFrom: Day,
  readTo: Day,
  usageMilliKwh: Quantity,
  components: z
    .array(
      z.object({
        kind: z.enum(COMPONENT_KINDS),
        name: Localized,
        quantityMilli: Quantity.nullable(),
        unit: z.enum(['kWh', 'kW', 'kvarh', 'day']).nullable(),
        priceTenThousandths: Price.nullable(),
        fen: SignedFen,
      }),
    )
    .max(40),
})
export type BilledMonth = z.infer<typeof BilledMonth>

const UsageOfMonth = z.object({ month: BillMonth, milliKwh: Quantity, fen: SignedFen })
const TariffInForce = z.object({
  name: Localized,
  validFrom: Day,
  steps: z
    .array(
      z.object({
        name: Localized,
        fromKwh: z.number().int().min(0).max(1e9).nullable(),
        priceTenThousandths: Price,
      }),
    )
    .max(12),
})

/** What the hall offers: each use of each channel, in the order of its file. */
export const OfferedWay = z.object({ channel: PayChannelId, use: PayUse, name: Localized })
export type OfferedWay = z.infer<typeof OfferedWay>

/** A working key under the card terminal's own master key, which the hall does not have; four bytes over zeros to check it. */
const WorkingKey = z.object({
  cipher: z.string().regex(/^[0-9A-Fa-f]{32}$/),
  checkValue: z.string().regex(/^[0-9A-Fa-f]{8}$/),
})
/** What a card terminal enciphers with. `track` null: the acquirer gives none, the terminal has one of its maker. */
export const CardKeys = z.object({ channel: PayChannelId, pin: WorkingKey, track: WorkingKey.nullable() })
export type CardKeys = z.infer<typeof CardKeys>

/** What is answered to each question. Orders are a fold of facts, which nobody checks by a schema. */
export const BILLING_VALUES = {
  ways: z.object({ ways: z.array(OfferedWay).max(80), hasBilling: z.boolean() }),
  accounts: z.array(BilledAccount).max(40),
  bills: z.array(BilledMonth).max(2 * MOST_BILLS),
  usage: z.array(UsageOfMonth).max(36),
  tariff: TariffInForce,
  order: z.custom<PaymentOrder>((value) => typeof value === 'object' && value !== null),
  invoiceTitle: z.object({
    title: z.string().max(100),
    taxNo: z.string().max(20).nullable(),
    sentTo: z.string().max(80).nullable(),
  }),
  invoice: z.object({
    invoiceNo: z.string().max(64),
    state: z.enum(['requested', 'issued']),
    /** Of the issued invoice. */
    url: z.string().max(500).nullable(),
  }),
  /** Null: nothing. `count`: which purchase of the card it is. */
  meterCardSale: z
    .object({
      orderId: PaymentOrderId,
      fen: z.number().int().min(1).max(MOST_FEN),
      count: z.number().int().min(0).max(65_535),
    })
    .nullable(),
  meterCardKey: z.object({ result: Hex }),
  cardKeys: CardKeys,
} as const satisfies Record<BillingQuestion, z.ZodType>
export type BillingValue<Question extends BillingQuestion> = z.infer<(typeof BILLING_VALUES)[Question]>

/** Why the utility does not; its own codes, as its contract lists them. */
export type BillingNo = { is: 'refused'; code: string }
/**
 * What came of a question. `refused`: the utility's final no. `away`: nobody can tell now. A `Refusal` is the hall's own: who
 * may not ask, or asks too often.
 */
export type BillingSaid<Question extends BillingQuestion = BillingQuestion> =
  { is: 'ok'; value: BillingValue<Question> } | BillingNo | { is: 'away' }
export type BillingReply = { ok: true; said: BillingSaid } | Refusal

const Reply = z.union([
  z.object({
    ok: z.literal(true),
    said: z.discriminatedUnion('is', [
      z.object({ is: z.literal('ok'), value: z.unknown() }),
      z.object({ is: z.literal('refused'), code: z.string().max(80) }),
      z.object({ is: z.literal('away') }),
    ]),
  }),
  z.looseObject({ ok: z.literal(false) }),
])

/** An answer as whoever asked may use it: what is not understood, and what the hall refuses, is `away`. */
export function billingSaid<Question extends BillingQuestion>(
  question: Question,
  reply: unknown,
): BillingSaid<Question> {
  const read = Reply.safeParse(reply)
  if (!read.success || !read.data.ok) return { is: 'away' }
  const { said } = read.data
  if (said.is !== 'ok') return said
  const value = BILLING_VALUES[question].safeParse(said.value)
  return value.success ? { is: 'ok', value: value.data as BillingValue<Question> } : { is: 'away' }
}
