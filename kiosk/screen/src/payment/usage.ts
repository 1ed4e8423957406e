import type { KioskUsageMonth } from '@service-hall/contract'

export type UsageUnit = 'kWh' | 'yuan'

/** A month beside the same month of the year before, in thousandths of a kWh or in fen. */
export type UsagePair = { month: string; now: number; before: number | null }

const MONTHS = 12

/** The latest twelve months, the oldest first, each beside the year before. A month that is missing is left out. */
export function usagePairs(months: readonly KioskUsageMonth[], unit: UsageUnit): UsagePair[] {
  const amount = ({ milliKwh, fen }: KioskUsageMonth): number => (unit === 'kWh' ? milliKwh : fen)
  const byMonth = new Map(months.map((one) => [one.month, amount(one)]))
  return months.slice(-MONTHS).map((one) => ({
    month: one.month,
    now: amount(one),
    before: byMonth.get(yearBefore(one.month)) ?? null,
  }))
}

/** What the bars say, for a sentence. `percent`: more or less than the year before; null: it cannot be compared. */
export type UsageSummary = { total: number; percent: number | null; most: UsagePair }

export function usageSummary(pairs: readonly UsagePair[]): UsageSummary | null {
  const most = pairs.reduce<UsagePair | null>((top, one) => (top && top.now >= one.now ? top : one), null)
  if (!most) return null
  const compared = pairs.filter(({ before }) => before !== null)
  const now = sum(compared.map((pair) => pair.now))
  const before = sum(compared.map((pair) => pair.before ?? 0))
  const percent = before > 0 ? Math.round(((now - before) / before) * 100) : null
  return { total: sum(pairs.map((pair) => pair.now)), percent, most }
}

function yearBefore(month: string): string {
  return `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`
}

function sum(all: readonly number[]): number {
  return all.reduce((total, one) => total + one, 0)
}
