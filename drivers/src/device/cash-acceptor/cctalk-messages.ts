import type { CashEvent } from './cash-acceptor.ts'
import type { CashFault } from './cash-faults.ts'

/** Command headers of coin acceptors and bill validators ("ccTalk Generic Specification", part 2). */
export const CCTALK_HEADER = {
  simplePoll: 254,
  category: 245,
  productCode: 244,
  inhibits: 231,
  inhibitStatus: 230,
  readCoinEvents: 229,
  masterInhibit: 228,
  coinId: 184,
  readBillEvents: 159,
  billId: 157,
  countryScaling: 156,
  routeBill: 154,
  billMode: 153,
  reset: 1,
} as const

/**
 * What a status or error event (first byte 0) says besides the note: a fault, a cure, or only an event. `lostCoin`: why a
 * coin that was taken may lie in the box or the path without a credit.
 */
export type Meaning = { fault?: CashFault; event?: CashEvent; lostCoin?: 'jammed' | 'unreported' }

const fraud: CashEvent = { type: 'fraud', kind: 'detected' }
const rejected = (code: number): Meaning => ({ event: { type: 'rejected', reason: String(code) } })

const billMeanings: Readonly<Record<number, Meaning>> = {
  6: { fault: 'jammedInPath' },
  7: { fault: 'jammedInBox' },
  8: { event: fraud },
  9: { event: fraud },
  10: { fault: 'none' },
  11: { fault: 'boxRemoved' },
  12: { fault: 'none' },
  13: { fault: 'failed' },
  14: { fault: 'boxFull' },
  15: { fault: 'jammedInBox' },
  16: { fault: 'jammedInPath' },
  17: { event: fraud },
  18: { event: fraud },
  19: { fault: 'failed' },
}

/** Bill events 1…21 of appendix 10: 2…5 are refusals, the rest as in the table. */
export function billMeaning(code: number): Meaning {
  return code >= 2 && code <= 5 ? rejected(code) : (billMeanings[code] ?? {})
}

const blocked: ReadonlySet<number> = new Set([14, 15, 26, 31])
const coinFraud: ReadonlySet<number> = new Set([17, 20])
/** Found good and let in, but never seen by the sensor that credits, or by that of the sorter. */
const unseen: ReadonlySet<number> = new Set([6, 7, 16, 21])

/** Coin errors of appendix 3: all but blocked and missed sensors and strings mean that a coin was not taken. */
export function coinMeaning(code: number): Meaning {
  if (blocked.has(code)) return { fault: 'jammedInPath', lostCoin: 'jammed' }
  if (unseen.has(code)) return { lostCoin: 'unreported' }
  return coinFraud.has(code) ? { event: fraud } : rejected(code)
}

/**
 * Worth of a coin by its name of six letters: country, value, issue. The value is in minor units, with a letter for
 * the decimal point of thousands and above (`CN100A` is 1 yuan, `CN1K0A` 10 yuan). 0 for a place not in use.
 */
export function coinWorth(name: string): number {
  const [, before = '', factor = '', after = ''] = /^[A-Z]{2}(\d*)([KMG]?)(\d*)/.exec(name) ?? []
  if (before === '' && after === '') return 0
  if (factor === '') return Number(before + after)
  const powers: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, G: 1e9 }
  return Math.round(Number(`${before || '0'}.${after || '0'}`) * (powers[factor] ?? 1))
}

/** Value and country of a bill by its name of seven letters: country, four digits, issue (`CN0010A`). */
export function billName(name: string): { country: string; value: number } {
  const [, country = '', digits = '0'] = /^([A-Z]{2})(\d{4})/.exec(name) ?? []
  return { country, value: Number(digits) }
}
