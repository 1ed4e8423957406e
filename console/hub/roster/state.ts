import { profileKey } from '@service-hall/contract'
import type { HallId, PublishedWeek, RosterRow, Shift, SwapSeen, Week } from '@service-hall/contract'
import type { HubEvolve } from '../core/capability.ts'

export type PlannedWeek = {
  hallId: HallId
  week: Week
  draft: { draft: number; rows: RosterRow[] } | null
  /** How many drafts there have been. */
  drafts: number
  published: PublishedWeek | null
  swaps: Map<string, SwapSeen>
}

export type RosterState = {
  /** Shifts by `profileKey` of the place that says them. */
  shifts: Map<string, Shift[]>
  /** The weeks of each hall that were touched last, in that order. */
  rosters: Map<HallId, Map<Week, PlannedWeek>>
}

/** Weeks of a hall that are kept in memory: 2,000 halls must fit. What came before stands in the facts, and is closed. */
export const WEEKS_KEPT = 16

export const emptyRosters = (): RosterState => ({ shifts: new Map(), rosters: new Map() })

type Told =
  | 'ShiftsSet'
  | 'RosterDrafted'
  | 'RosterPublished'
  | 'SwapAsked'
  | 'SwapAnswered'
  | 'SwapDecided'
  | 'SwapDropped'

/** A week, put last of those that were touched. */
function touch({ rosters }: RosterState, { hallId, week }: { hallId: HallId; week: Week }): PlannedWeek {
  const weeks = rosters.get(hallId) ?? new Map<Week, PlannedWeek>()
  rosters.set(hallId, weeks)
  const none = { draft: null, drafts: 0, published: null, swaps: new Map<string, SwapSeen>() }
  const found = weeks.get(week) ?? { hallId, week, ...none }
  weeks.delete(week)
  weeks.set(week, found)
  const [oldest] = weeks.keys()
  if (weeks.size > WEEKS_KEPT && oldest !== undefined) weeks.delete(oldest)
  return found
}

export const evolveRosters: HubEvolve<RosterState, Told> = {
  ShiftsSet({ shifts }, { place, shifts: list }) {
    if (list.length === 0) shifts.delete(profileKey(place))
    else shifts.set(profileKey(place), list)
  },
  RosterDrafted(state, { draft, rows, ...place }) {
    Object.assign(touch(state, place), { draft: { draft, rows }, drafts: draft })
  },
  RosterPublished(state, { version, rows, shifts, swapId, ...place }, { at, by }) {
    const planned = touch(state, place)
    planned.published = { version, rows, shifts, at, by }
    // What a swap brought leaves a draft that somebody works on alone.
    if (swapId === undefined) planned.draft = null
  },
  SwapAsked(state, { type: _type, hallId, week, ...swap }) {
    touch(state, { hallId, week }).swaps.set(swap.swapId, { ...swap, state: 'asked' })
  },
  SwapAnswered(state, { swapId, agreed, ...place }) {
    setSwap(state, place, swapId, agreed ? 'agreed' : 'declined')
  },
  SwapDecided(state, { swapId, approved, ...place }) {
    setSwap(state, place, swapId, approved ? 'approved' : 'refused')
  },
  SwapDropped(state, { swapId, ...place }) {
    setSwap(state, place, swapId, 'dropped')
  },
}

function setSwap(
  state: RosterState,
  place: { hallId: HallId; week: Week },
  swapId: string,
  to: SwapSeen['state'],
): void {
  const swap = touch(state, place).swaps.get(swapId)
  if (swap) swap.state = to
}
