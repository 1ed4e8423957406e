import { addTicketTo, noTotals } from '@service-hall/contract'
import type { EndedTotals, HallView, RatingLevel } from '@service-hall/contract'

/** A hall's day so far. Means are null while there is nothing to take the mean of. */
export type Figures = {
  issued: number
  served: number
  /** Called and not come, and not back yet. */
  noShow: number
  waiting: number
  /**
   * Mean wait, ms: from ticket to call, of everybody who was called or served, AND of those who still wait, as long
   * as they have waited by now. Leaving those out would make a hall look best when its queue stands still.
   */
  meanWaitMs: number | null
  /** Mean handling time of finished cases, ms. */
  meanHandlingMs: number | null
  /** Ratings given, by level. */
  ratings: Record<RatingLevel, number>
}

function mean(sum: number, count: number): number | null {
  return count === 0 ? null : sum / count
}

/** Figures of the business day that `view` stands in. `ended`: what the snapshot said of the tickets it left out. */
export function figures(view: HallView, now: number, ended: EndedTotals | null = null): Figures {
  const totals = structuredClone(ended?.day === view.day && ended ? ended : noTotals())
  const open = { waiting: 0, noShow: 0 }
  for (const ticket of Object.values(view.tickets)) {
    if (ticket.day !== view.day) continue
    addTicketTo(totals, ticket, now)
    const { status } = ticket.state
    if (status === 'waiting' || status === 'noShow') open[status] += 1
  }
  const { issued, served, ratings } = totals
  return {
    issued,
    served,
    ...open,
    meanWaitMs: mean(totals.waitMs, totals.waited),
    meanHandlingMs: mean(totals.handlingMs, totals.handled),
    ratings,
  }
}
