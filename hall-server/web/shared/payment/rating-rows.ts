import type { PaymentOrder, RatingLevel } from '@service-hall/contract'

/** What customers of one way to pay said of their payments today; `counts` by level, `mean` to a tenth. */
export type RatingRow = { channel: string; of: number; mean: number; counts: Record<RatingLevel, number> }

/** Ratings (评价) of today's payments, by channel. They are of no counter and no member of staff. */
export function ratingRows(payments: Readonly<Record<string, PaymentOrder>>): RatingRow[] {
  const rows = new Map<string, RatingRow>()
  for (const { days, rating, attempts } of Object.values(payments)) {
    const channel = attempts.findLast(({ receivedFen }) => receivedFen > 0)?.channel
    if (days > 0 || rating === undefined || channel === undefined) continue
    const row = rows.get(channel) ?? { channel, of: 0, mean: 0, counts: { 5: 0, 4: 0, 3: 0, 2: 0, 1: 0 } }
    row.counts[rating] += 1
    row.mean = (row.mean * row.of + rating) / (row.of + 1)
    row.of += 1
    rows.set(channel, row)
  }
  return [...rows.values()]
    .map((row) => ({ ...row, mean: Math.round(row.mean * 10) / 10 }))
    .sort((a, b) => b.of - a.of)
}
