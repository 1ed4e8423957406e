import { computed } from './expression.ts'
import type { AppraisalFigures } from './expression.ts'
import type { AppraisedRow, AppraisedValue, Indicator } from './words.ts'

/** Of the standard normal distribution, for 95 %. */
const Z = 1.959964
/** Part of the weight that has to be scored to be ranked. */
export const RANKED_FROM = 0.6

/** Wilson's interval of a share at 95 % (E. B. Wilson, JASA 22, 1927): it stays in 0…1 and is honest for few cases. */
export function wilson(hits: number, n: number): { low: number; high: number } {
  if (n <= 0) return { low: 0, high: 1 }
  const share = Math.min(1, Math.max(0, hits / n))
  const middle = share + (Z * Z) / (2 * n)
  const half = Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n))
  const whole = 1 + (Z * Z) / n
  return { low: Math.max(0, (middle - half) / whole), high: Math.min(1, (middle + half) / whole) }
}

/**
 * Efficacy coefficient (功效系数法): d = 60 + 40·(x − bad)/(good − bad), within 0…100: 100 at the good value, 60 at the one
 * that is just not allowed.
 */
export function efficacy(value: number, { good, bad }: Pick<Indicator, 'good' | 'bad'>): number {
  return Math.min(100, Math.max(0, 60 + (40 * (value - bad)) / (good - bad)))
}

/** Spread of single cases, where it is known: standard deviations of waits and handling times, ms. */
export type Spreads = { waitMs?: number | undefined; handlingMs?: number | undefined }

type Ends = { value: AppraisedValue; plain: number | null; hopeful: number | null }

function valueOf(indicator: Indicator, figures: AppraisalFigures, spreads: Spreads): Ends {
  const { id, numerator, denominator, kind, scale, least, good, bad } = indicator
  const n = computed(denominator, figures) ?? 0
  const whole = computed(numerator, figures)
  const none = {
    value: { id, value: null, n, low: null, high: null, score: null },
    plain: null,
    hopeful: null,
  }
  if (whole === null || n <= 0) return none
  const value = (scale * whole) / n
  const interval = intervalOf()
  const low = interval && scale * interval.low
  const high = interval && scale * interval.high
  if (n < least) return { ...none, value: { id, value, n, low, high, score: null } }
  const [worse, better] = good > bad ? [low, high] : [high, low]
  const score = efficacy(worse ?? value, indicator)
  return {
    value: { id, value, n, low, high, score },
    plain: efficacy(value, indicator),
    hopeful: efficacy(better ?? value, indicator),
  }

  function intervalOf(): { low: number; high: number } | null {
    if (kind === 'share') return wilson(whole ?? 0, n)
    const spread =
      numerator === 'waitMs' ? spreads.waitMs : numerator === 'handlingMs' ? spreads.handlingMs : undefined
    if (spread === undefined) return null
    const half = (Z * spread) / Math.sqrt(n)
    return { low: Math.max(0, (whole ?? 0) / n - half), high: (whole ?? 0) / n + half }
  }
}

/**
 * Appraises one: each indicator scored at the cautious end of its interval, so that few cases do not win; those with too
 * few cases are left out and their weight with them.
 */
export function appraised(
  subject: string,
  indicators: readonly Indicator[],
  figures: AppraisalFigures,
  spreads: Spreads = {},
): AppraisedRow {
  const ends = indicators.map((indicator) => ({
    ...valueOf(indicator, figures, spreads),
    weight: indicator.weight,
  }))
  const scored = ends.filter(({ value }) => value.score !== null)
  const weight = scored.reduce((sum, one) => sum + one.weight, 0)
  const whole = ends.reduce((sum, one) => sum + one.weight, 0)
  const mean = (of: (one: Ends) => number | null): number | null =>
    weight === 0 ? null : scored.reduce((sum, one) => sum + one.weight * (of(one) ?? 0), 0) / weight
  return {
    subject,
    values: ends.map(({ value }) => value),
    total: mean(({ value }) => value.score),
    plain: mean(({ plain }) => plain),
    hopeful: mean(({ hopeful }) => hopeful),
    covered: whole === 0 ? 0 : weight / whole,
    rank: null,
  }
}

/** Puts rows in order, the best first, and numbers those of whom enough is known; equal totals have the same number. */
export function ranked(rows: readonly AppraisedRow[]): AppraisedRow[] {
  const isRanked = ({ total, covered }: AppraisedRow): boolean => total !== null && covered >= RANKED_FROM
  const able = rows
    .filter(isRanked)
    .sort((a, b) => (b.total ?? 0) - (a.total ?? 0) || (a.subject < b.subject ? -1 : 1))
  const others = rows.filter((row) => !isRanked(row)).sort((a, b) => (a.subject < b.subject ? -1 : 1))
  const numbered = able.map((row) => ({
    ...row,
    rank: 1 + able.findIndex(({ total }) => total === row.total),
  }))
  return [...numbered, ...others.map((row) => ({ ...row, rank: null }))]
}
