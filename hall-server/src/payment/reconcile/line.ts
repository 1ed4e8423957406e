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
  /** How a case names it. */
  reference: string
  fen: number
  at: number
}

/** Something the hall's books say, which a line of some day has to agree with. */
export type Own = {
  kind: 'in' | 'out'
  fen: number
  /** The line is of a time between these: when it was asked for, or happened, and when the hall learned of it; epoch ms. */
  from: number
  to: number
  orderId: string
  reference: string
  /** A line was found. */
  seen: boolean
}
/** What the hall's books say, by key. */
export type Owns = Map<string, Own>
