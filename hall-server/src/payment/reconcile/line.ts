/** A line of the other side's bill, whoever made it. `in`: payment or write-off · `out`: refund or reversal. */
export type Line = {
  kind: 'in' | 'out'
  /** What it is found by in the hall's own books. */
  key: string
  /** What both halves of a payment that was taken back have in common. */
  of: string
  /** Ours: number of the attempt, of the refund, or key of the write-off. */
  number: string
  /** Theirs. */
  tradeNo: string
  fen: number
  at: number
}

/** Something the hall's books say, in as little memory as it takes: a large day has 100,000. A line of some day has to agree with it. */
export type Own = {
  fen: number
  /** When the hall learned of it, epoch ms. */
  to: number
  /** How much earlier it was asked for, or happened, ms: the line is of a time between. */
  lateMs: number
  /** Number of the fact that says it, whose order it is of. */
  factNumber: number
  /** A line was found. */
  seen: boolean
  /** Of a refund: the trade that it goes back on. */
  of?: string
}
/** What the hall's books say, by key. */
export type Owns = Map<string, Own>

/** Keys of refunds and reversals begin so; those of payments and write-offs are their numbers alone. */
const BACK = 'back:'

/** Key of a payment (by trade) or write-off (by its own key), the same on both sides. */
export function paymentKey(number: string): string {
  return number
}
/** Key of a refund or of a reversal. */
export function backKey(number: string): string {
  return BACK + number
}
export function kindOf(key: string): Line['kind'] {
  return key.startsWith(BACK) ? 'out' : 'in'
}
/** The number in a key. */
export function numberIn(key: string): string {
  return kindOf(key) === 'out' ? key.slice(BACK.length) : key
}
