import { emptyView, evolve as evolveView } from '@service-hall/contract'
import type { FactEntry, HallView } from '@service-hall/contract'
import { emptyIntake, evolveIntake } from '../intake/state.ts'
import type { IntakeState } from '../intake/state.ts'
import { emptyRating, evolveRating } from '../rating/state.ts'
import type { RatingState } from '../rating/state.ts'
import { emptyStaff, evolveStaff } from '../staff/state.ts'
import type { StaffState } from '../staff/state.ts'
import { emptyStation, evolveStation } from '../station/state.ts'
import type { StationState } from '../station/state.ts'

/** Everything the hall server decides by: the view that screens share, and what only the server keeps. */
export interface HallState {
  view: HallView
  intake: IntakeState
  rating: RatingState
  staff: StaffState
  station: StationState
}

/** Names the shape of a stored snapshot; change it with the shape. */
export const STATE_SCHEMA = 'hall-2'

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
