import { accountNoOf, idNumberOf, maskedAddress, maskedName, sequenceFor } from './identity.ts'
import type { Kind, Usage } from './tariff.ts'
import { wellKnown } from './well-known.ts'

export type Mode = 'postpaid' | 'prepaid' | 'meterCard'
export type Grade = 'A' | 'B' | 'C' | 'D'

/** An account as it is made; what happens to it later is in the books. */
export type SeededAccount = {
  /** From 1. */
  serial: number
  accountNo: string
  idNumber: string
  maskedName: string
  maskedAddress: string
  mode: Mode
  kind: Kind
  grade: Grade
  meterNo: string
  /** Number of the meter card's chip; null: no card. */
  cardSerial: string | null
  cardCount: number
  isClosed: boolean
  /** Months back from the last billed one that are not paid: 0 is the newest. */
  unpaid: readonly number[]
  balanceFen: number
  /** A usual month. */
  baseMilliKwh: number
}

const GRADES = ['A', 'B', 'B', 'C', 'C', 'D'] as const

/** The accounts of a seed: well-known ones first, then as many as there are to be. */
export function makeAccounts(seed: number, count: number): SeededAccount[] {
  return Array.from({ length: count }, (_, index) => {
    const made = makeAccount(seed, index + 1)
    return { ...made, ...wellKnown(index + 1) }
  })
}

function makeAccount(seed: number, serial: number): SeededAccount {
  const next = sequenceFor(seed, serial)
  const mode = modeOf(next())
  const kind = kindOf(next(), mode)
  const eight = String(serial).padStart(8, '0')
  return {
    serial,
    accountNo: accountNoOf(serial),
    idNumber: idNumberOf(next),
    maskedName: maskedName(next, kind === 'business'),
    maskedAddress: maskedAddress(next),
    mode,
    kind,
    grade: GRADES[Math.floor(next() * GRADES.length)] ?? 'B',
    meterNo: `9910${eight}`,
    cardSerial: mode === 'meterCard' ? `99100000${eight}` : null,
    cardCount: mode === 'meterCard' ? Math.floor(next() * 60) : 0,
    isClosed: next() < 0.01,
    unpaid: unpaidOf(next(), mode),
    balanceFen: balanceOf(next, mode),
    baseMilliKwh: (kind === 'business' ? 4_000_000 : 80_000) + Math.floor(next() * 260_000),
  }
}

function modeOf(share: number): Mode {
  if (share < 0.6) return 'postpaid'
  return share < 0.85 ? 'prepaid' : 'meterCard'
}

function kindOf(share: number, mode: Mode): Kind {
  if (share < 0.06 && mode === 'postpaid') return 'business'
  return share < 0.3 ? 'residentPeakValley' : 'resident'
}

function unpaidOf(share: number, mode: Mode): number[] {
  if (mode !== 'postpaid' || share < 0.6) return []
  if (share < 0.85) return [0]
  return share < 0.95 ? [0, 1] : [0, 1, 2]
}

function balanceOf(next: () => number, mode: Mode): number {
  const share = next()
  if (mode === 'prepaid') return share < 0.15 ? -Math.floor(next() * 8_000) - 1 : Math.floor(next() * 60_000)
  return mode === 'postpaid' && share < 0.2 ? Math.floor(next() * 5_000) : 0
}

/** January to December, percent of a usual month: heating, and more cooling. */
const SEASONS = [118, 105, 86, 74, 76, 98, 146, 158, 112, 78, 84, 104] as const

/** What an account uses in a month: the same for the same seed, account and month. */
export function usageIn(seed: number, account: SeededAccount, month: string): Usage {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))]
  const next = sequenceFor(seed, account.serial, year, number)
  const percent = (SEASONS[number - 1] ?? 100) * (85 + Math.floor(next() * 31))
  // Meters count hundredths of a kWh.
  const milliKwh = Math.floor((account.baseMilliKwh * percent) / 100_000) * 10
  const peakMilliKwh = Math.floor((milliKwh * (50 + Math.floor(next() * 20))) / 1_000) * 10
  const hasPeriods = account.kind !== 'resident'
  return {
    milliKwh,
    peakMilliKwh: hasPeriods ? peakMilliKwh : 0,
    valleyMilliKwh: hasPeriods ? Math.floor((milliKwh - peakMilliKwh) / 2) : 0,
    kwMilli: account.kind === 'business' ? Math.ceil(milliKwh / 300_000) * 1_000 : 0,
  }
}
