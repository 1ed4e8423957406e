/** Whether a hall's line is up, and since when that is so, epoch ms of the hub; null: never seen in this run. */
export type HallLine = { connected: boolean; since: number | null }

/** What a hall did today, since its business day began; times in ms. Every mean is a sum over a count, so rows add up. */
export type HallToday = {
  issued: number
  /** Cases that ended with a service. */
  served: number
  noShows: number
  /** From arrival to call, over `waits` calls. */
  waitMs: number
  waits: number
  /** From call to end, over `served` cases. */
  handlingMs: number
  ratings: number
  /** Ratings of 4 or 5. */
  satisfied: number
}
