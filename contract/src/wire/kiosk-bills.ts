import { z } from 'zod'
import { Localized } from '../text.ts'

// What a customer at a kiosk sees of their accounts and bills. Amounts are whole fen (分), days `YYYY-MM-DD`, months
// `YYYY-MM`, quantities thousandths of their unit, prices ten-thousandths of a yuan: nothing is ever a fraction.

const MOST_FEN = 1_000_000_000_000
const MOST_MILLI = 1_000_000_000_000
/** Money that is not below nothing. */
export const ScreenFen = z.number().int().min(0).max(MOST_FEN)
/** Money that may be owed or taken off. */
const SignedFen = z.number().int().min(-MOST_FEN).max(MOST_FEN)
const Milli = z.number().int().min(-MOST_MILLI).max(MOST_MILLI)
const Price = z.number().int().min(-1_000_000_000).max(1_000_000_000)
const Month = z.string().regex(/^\d{4}-\d{2}$/)
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const Masked = z.string().max(80)
/** Names a row of this visit between agent and screen; means nothing elsewhere. */
const Ref = z.string().min(1).max(64)

export const AccountMode = z.enum(['postpaid', 'prepaid', 'meterCard'])
export type AccountMode = z.infer<typeof AccountMode>

/** An account as the screen shows it: masked wherever the customer has not typed it. */
export const KioskAccount = z.object({
  ref: Ref,
  /** `0571****8899`; whole only where this customer typed it in this visit. */
  accountNo: Masked,
  /** `张**` */
  name: Masked,
  /** `建国路**号*单元***` */
  address: Masked,
  mode: AccountMode,
  /** Money at the utility for bills to come; below 0: owed beyond it. */
  balanceFen: SignedFen,
  /** All that is owed now, penalty included. */
  owedFen: ScreenFen,
})
export type KioskAccount = z.infer<typeof KioskAccount>

export const COMPONENT_KINDS = [
  'energy',
  'ladder',
  'peakValley',
  'capacity',
  'powerFactor',
  'fund',
  'penalty',
  'deduction',
  'other',
] as const

/** One line of a bill. The screen explains it in plain words by its kind. */
export const KioskBillComponent = z.object({
  kind: z.enum(COMPONENT_KINDS),
  name: Localized,
  /** Thousandths of `unit`; null: it is not by quantity. */
  quantityMilli: Milli.nullable(),
  unit: z.enum(['kWh', 'kW', 'kvarh', 'day']).nullable(),
  /** 0.5469 yuan a unit is 5469. */
  priceTenThousandths: Price.nullable(),
  fen: SignedFen,
})
export type KioskBillComponent = z.infer<typeof KioskBillComponent>

export const MOST_BILLS = 60
export const KioskBill = z.object({
  billId: Ref,
  month: Month,
  /** Owed now: what was billed, less what was paid, and the penalty (违约金) to date. */
  dueFen: ScreenFen,
  billedFen: SignedFen,
  paidFen: ScreenFen,
  penaltyFen: ScreenFen,
  dueDay: Day,
  /** The due day is over. */
  isOverdue: z.boolean(),
  readFrom: Day,
  readTo: Day,
  usageMilliKwh: Milli,
  components: z.array(KioskBillComponent).max(40),
})
export type KioskBill = z.infer<typeof KioskBill>

/** What this customer may do besides paying whole bills, as billing says; and what it advises by credit grade. */
export const KioskPlan = z.object({
  /** A bill may be paid in part, not below so much; it has to be the last one chosen. Null: whole bills only. */
  partFromFen: ScreenFen.nullable(),
  /** Older bills have to be paid first. */
  oldestFirst: z.boolean(),
  /** Money may be paid ahead, up to so much. Null: not. */
  prepayUpToFen: ScreenFen.nullable(),
  /** What is advised to keep ahead (预存). Null: nothing. */
  adviseFen: ScreenFen.nullable(),
  creditGrade: z.enum(['A', 'B', 'C', 'D']).nullable(),
})
export type KioskPlan = z.infer<typeof KioskPlan>

/** What the customer chose to pay: bills, each in whole or part, and money ahead. */
export const BillChoice = z.strictObject({
  bills: z.array(z.strictObject({ billId: Ref, fen: ScreenFen.min(1) })).max(MOST_BILLS),
  prepayFen: ScreenFen,
})
export type BillChoice = z.infer<typeof BillChoice>

export const KioskUsageMonth = z.object({
  month: Month,
  milliKwh: Milli,
  fen: SignedFen,
})
export type KioskUsageMonth = z.infer<typeof KioskUsageMonth>

export const KioskTariff = z.object({
  name: Localized,
  validFrom: Day,
  /** Steps of the year's ladder (阶梯), `fromKwh` and up; or the periods of the day, where it is null. */
  steps: z
    .array(z.object({ name: Localized, fromKwh: z.number().int().min(0).max(1e9).nullable(), price: Price }))
    .max(12),
})
export type KioskTariff = z.infer<typeof KioskTariff>
