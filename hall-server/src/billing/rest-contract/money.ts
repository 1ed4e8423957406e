import { z } from 'zod'
import {
  AccountNo,
  CardSerial,
  Day,
  Fen,
  HallWord,
  IdempotencyKey,
  MeterNo,
  Number64,
  PaidFen,
  PurchaseCount,
  SignedFen,
  Time,
  hex,
  shortText,
} from './words.ts'

/**
 * Money that a customer paid, for bills and for the balance (预存). All of it or nothing. What is owed is reckoned for the
 * China day of `paidAt`, up to seven days back: a hall that was cut off owes no penalty for that.
 */
export const WriteOffOrder = z.object({
  accountNo: AccountNo,
  bills: z.array(z.object({ billId: Number64, fen: PaidFen })).max(60),
  creditFen: Fen,
  paidAt: Time,
  channel: HallWord,
  hallId: HallWord,
  terminalId: HallWord,
})
/** `fen`: bills and credit together; `balanceFen`: the account's after it. `reversedAt` where it was taken back since. */
export const WriteOff = z.object({
  writeOffNo: Number64,
  at: Time,
  fen: PaidFen,
  balanceFen: SignedFen,
  reversedAt: Time.exactOptional(),
})

/** Takes a whole write-off back, on the utility's business day on which it was made. */
export const ReversalOrder = z.object({ writeOffKey: IdempotencyKey, reason: shortText(200) })
export const Reversal = z.object({ reversalNo: Number64, at: Time })

/** Of a write-off, or of a bill that is paid, by whatever way. */
export const InvoiceOrder = z.union([
  z.object({ writeOffKey: IdempotencyKey }),
  z.object({ accountNo: AccountNo, billId: Number64 }),
])
/** `url`: of the issued invoice, for a QR code; null until then, or where there is none. */
export const Invoice = z.object({
  invoiceNo: Number64,
  state: z.enum(['requested', 'issued']),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable(),
})

/** Money for a meter card (购电). `cardCount`: what the card's wallet says; a sale gets the count after it. */
export const MeterCardOrder = z.object({
  accountNo: AccountNo,
  meterNo: MeterNo,
  cardSerial: CardSerial,
  fen: PaidFen,
  cardCount: PurchaseCount,
})
export const MeterCardSale = z.object({ saleNo: Number64, count: PurchaseCount, fen: PaidFen })

/**
 * One step of writing a sale, asked of the key service (密钥服务). `cardResponse`: what a genuine card answers to our
 * challenge (INTERNAL AUTHENTICATE). `hostResponse`: what answers the card's challenge (EXTERNAL AUTHENTICATE). `mac`: the
 * MAC of a write; `message` is CLA INS P1 P2 Lc, with the MAC's 4 bytes in Lc, and the data.
 */
export const MeterCardKeyOrder = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('cardResponse'), cardSerial: CardSerial, challenge: hex(8, 8) }),
  z.object({ ask: z.literal('hostResponse'), cardSerial: CardSerial, challenge: hex(8, 8) }),
  z.object({ ask: z.literal('mac'), cardSerial: CardSerial, challenge: hex(4, 8), message: hex(6, 260) }),
])
export const MeterCardKeyResult = z.object({ result: hex(4, 8) })

/** The count that was read from the card after writing. */
export const MeterCardReading = z.object({ count: PurchaseCount })
export const MeterCardWritten = z.object({ isWritten: z.boolean() })

/** A line of a day's statement (销账明细). */
export const StatementLine = z.object({
  kind: z.enum(['writeOff', 'reversal']),
  key: IdempotencyKey,
  writeOffNo: Number64,
  fen: PaidFen,
  channel: HallWord,
  at: Time,
})
/** The last line of a statement. Without it the statement was cut off and counts for nothing. */
export const StatementEnd = z.object({
  kind: z.literal('end'),
  day: Day,
  lines: z.int().min(0).max(10_000_000),
  writeOffFen: z.int().min(0).max(1e15),
  reversalFen: z.int().min(0).max(1e15),
  signature: hex(32, 32),
})

/** How the utility says no. `message` is for its engineers; what customers read is the hall's. */
export const BillingError = z.object({
  code: z.string().regex(/^[a-zA-Z]{1,40}$/),
  message: z.string().max(500),
})
