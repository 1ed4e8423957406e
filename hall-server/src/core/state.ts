import { emptyView, evolve as evolveView } from '@service-hall/contract'
import type { Fact, FactEntry, HallView } from '@service-hall/contract'
import type { Fold } from '@service-hall/journal'
import { emptyIntake, evolveIntake } from '../intake/state.ts'
import type { IntakeState } from '../intake/state.ts'
import { emptyRating, evolveRating } from '../rating/state.ts'
import type { RatingState } from '../rating/state.ts'
import { emptyStaff, evolveStaff } from '../staff/state.ts'
import type { StaffState } from '../staff/state.ts'
import { emptyStation, evolveStation } from '../station/state.ts'
import type { StationState } from '../station/state.ts'
import { migrateState } from './migrate.ts'

/** Everything the hall server decides by: the view that screens share, and what only the server keeps. */
export type HallState = {
  view: HallView
  intake: IntakeState
  rating: RatingState
  staff: StaffState
  station: StationState
}

/** Names the shape of a stored snapshot; change it with the shape, and lead the old one here in `migrate.ts`. */
export const STATE_SCHEMA = 'hall-3'

export function emptyState(): HallState {
  return {
    view: emptyView(),
    intake: emptyIntake(),
    rating: emptyRating(),
    staff: emptyStaff(),
    station: emptyStation(),
  }
}

/** Folds one fact into the state, in place. */
export function evolve(state: HallState, entry: FactEntry): HallState {
  evolveView(state.view, entry)
  evolveIntake(state.intake, entry)
  evolveRating(state.rating, entry)
  evolveStaff(state.staff, entry)
  evolveStation(state.station, entry)
  return state
}

/** How a journal makes the state: from facts, from a snapshot, or from a snapshot of an earlier shape. */
export const stateFold: Fold<HallState, Fact> = {
  schema: STATE_SCHEMA,
  empty: emptyState,
  evolve: (state, _fact, entry: FactEntry) => evolve(state, entry),
  migrate: migrateState,
}
