import { z } from 'zod'

/** The largest amount in one field, fen: ten billion yuan. What is beyond it is no bill. */
const MOST_FEN = 1_000_000_000_000
/** The latest time, epoch ms: the year 2100. */
const LATEST_MS = 4_102_444_800_000

const text = (most: number): z.ZodString => z.string().min(1).max(most)

/** Fen (分), whole, never below 0. */
export const Fen = z.int().min(0).max(MOST_FEN)
/** Fen that may be below 0: discounts, and balances that are owed. */
export const SignedFen = z.int().min(-MOST_FEN).max(MOST_FEN)
/** Fen above 0. */
export const PaidFen = z.int().min(1).max(MOST_FEN)
/** Account number (户号): 10 or 13 digits. Those of 13 end in a check digit of the utility's own. */
export const AccountNo = z.string().regex(/^(\d{10}|\d{13})$/)
/** Number of an ID card (GB 11643): 17 digits and a check character. Only in a body, never in a URL. */
export const IdNumber = z.string().regex(/^\d{17}[\dX]$/)
/** Number of a meter, 12 digits. */
export const MeterNo = z.string().regex(/^\d{12}$/)
/** Number of a meter card's chip, 8 bytes. */
export const CardSerial = z.string().regex(/^[0-9a-f]{16}$/)
/** What the scanner read from a paper bill. */
export const Barcode = z.string().regex(/^[0-9A-Za-z-]{8,64}$/)
/** The hall's own, used once for ever; the utility keeps it as long as its books. */
export const IdempotencyKey = z.string().regex(/^[0-9A-Za-z_.-]{8,64}$/)
/** A day in China, `YYYY-MM-DD`. */
export const Day = z.iso.date()
/** A month in China, `YYYY-MM`. */
export const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/)
/** Epoch ms. */
export const Time = z.int().min(0).max(LATEST_MS)
/** Thousandths of a unit: 12.5 kWh is 12500. */
export const Milli = z.int().min(0).max(MOST_FEN)
/** Yuan a unit, in ten-thousandths: 0.5469 yuan is 5469. */
export const Price = z.int().min(-1_000_000_000).max(1_000_000_000)
/** Purchases on a meter card since its account was opened. */
export const PurchaseCount = z.int().min(0).max(0xffff_ffff)
/** Bytes, hex in small letters. */
export const hex = (least: number, most: number): z.ZodString =>
  z.string().regex(new RegExp(`^([0-9a-f]{2}){${least},${most}}$`))
/** A number that the utility gives: of a bill, a write-off, a sale. */
export const Number64 = z.string().regex(/^[0-9A-Za-z_.-]{1,64}$/)
/** A word of the hall's: its own id, a terminal's, a channel's. */
export const HallWord = z.string().regex(/^[0-9A-Za-z_.:-]{1,64}$/)
/** The same in Chinese and English. */
export const Bilingual = z.object({ zh: text(60), en: text(120) })
/** Words as people read them. */
export const shortText = text
