import { z } from 'zod'
import {
  AccountNo,
  Barcode,
  Bilingual,
  CardSerial,
  Day,
  Fen,
  IdNumber,
  MeterNo,
  Milli,
  Month,
  Number64,
  Price,
  SignedFen,
  shortText,
} from './words.ts'

/** How an account is looked for. An ID number belongs to a person: the utility logs it nowhere. */
export const AccountQuery = z.discriminatedUnion('by', [
  z.object({ by: z.literal('accountNo'), accountNo: AccountNo }),
  z.object({ by: z.literal('idNumber'), idNumber: IdNumber }),
  z.object({ by: z.literal('meterCard'), cardSerial: CardSerial, meterNo: MeterNo }),
  z.object({ by: z.literal('billBarcode'), barcode: Barcode }),
])

/** What a customer may do besides paying whole bills; by credit grade, as the utility decides. */
export const PaymentPlan = z.object({
  partFromFen: Fen.nullable(),
  oldestFirst: z.boolean(),
  prepayUpToFen: Fen.nullable(),
  adviseFen: Fen.nullable(),
})

/** An account as a kiosk may show it: name and address come masked. `owedFen` is all that is owed now, penalty included. */
export const Account = z.object({
  accountNo: AccountNo,
  maskedName: shortText(60),
  maskedAddress: shortText(200),
  mode: z.enum(['postpaid', 'prepaid', 'meterCard']),
  balanceFen: SignedFen,
  owedFen: Fen,
  meterNo: MeterNo,
  creditGrade: z.enum(['A', 'B', 'C', 'D']).nullable(),
  plan: PaymentPlan,
})
export const AccountsAnswer = z.object({ accounts: z.array(Account).min(1).max(50) })

/** One line of a bill. Where it has a quantity and a price, `fen` is their product, rounded half up. */
export const BillComponent = z.object({
  kind: z.enum([
    'energy',
    'ladder',
    'peakValley',
    'capacity',
    'powerFactor',
    'fund',
    'penalty',
    'deduction',
    'other',
  ]),
  name: Bilingual,
  quantityMilli: Milli.nullable(),
  unit: z.enum(['kWh', 'kW', 'kvarh', 'day']).nullable(),
  priceTenThousandths: Price.nullable(),
  fen: SignedFen,
})

/**
 * A bill. Its components add up to `billedFen` + `penaltyFen`, those of kind `penalty` to `penaltyFen`; `dueFen` is
 * `billedFen` + `penaltyFen` − `paidFen`.
 */
export const ElectricityBill = z.object({
  billId: Number64,
  accountNo: AccountNo,
  month: Month,
  dueFen: Fen,
  billedFen: Fen,
  paidFen: Fen,
  penaltyFen: Fen,
  dueDay: Day,
  readFrom: Day,
  readTo: Day,
  usageMilliKwh: Milli,
  components: z.array(BillComponent).min(1).max(40),
})
export const BillsAnswer = z.object({ bills: z.array(ElectricityBill).max(240) })

/** One month's usage; peak and valley where the meter counts them apart, together no more than all. */
export const UsageMonth = z.object({
  month: Month,
  milliKwh: Milli,
  fen: Fen,
  peakMilliKwh: Milli.exactOptional(),
  valleyMilliKwh: Milli.exactOptional(),
})
export const UsageAnswer = z.object({ months: z.array(UsageMonth).max(60) })

/** The tariff in force: the steps of the year's ladder (阶梯), `fromKwh` a year; or the periods of the day, `fromKwh` null. */
export const Tariff = z.object({
  name: Bilingual,
  validFrom: Day,
  steps: z
    .array(
      z.object({
        name: Bilingual,
        fromKwh: z.int().min(0).max(1_000_000_000).nullable(),
        priceTenThousandths: Price,
      }),
    )
    .min(1)
    .max(40),
})

/** Whom invoices of an account are made out to (开票信息). A person's name, phone and e-mail come masked; a company's title and tax number whole. */
export const InvoiceTitle = z.object({
  title: shortText(100),
  taxNo: z
    .string()
    .regex(/^[0-9A-Z]{15,20}$/)
    .nullable(),
  sentTo: shortText(80).nullable(),
})
