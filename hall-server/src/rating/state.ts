import { lookUp, shiftedBy, table } from '@service-hall/contract'
import type { FactEntry } from '@service-hall/contract'
import type { HasView } from '../core/decision.ts'
import { asStored, migrations } from '../core/slice.ts'
import type { Slice } from '../core/slice.ts'

/** Invitations still open, and each pad's last sequence. */
export type RatingState = {
  open: Record<string, { until: number; counterId: string }>
  sequences: Record<string, number>
}

/** What decisions about ratings look at. */
export type WithRating = HasView & { rating: RatingState }

export const ratingSlice: Slice<RatingState> = {
  schema: 'rating-1',
  empty: () => ({ open: table(), sequences: table() }),
  evolve: evolveRating,
  migrate: migrations({ 'hall-3': asStored<RatingState>, 'hall-2': asStored<RatingState> }),
}

function evolveRating(state: RatingState, { fact }: FactEntry): void {
  if (fact.type === 'RatingInvited') {
    state.open[fact.invitationId] = { until: fact.until, counterId: fact.counterId }
    state.sequences[fact.deviceId] = fact.sequence
  } else if (fact.type === 'RatingGiven' || fact.type === 'RatingLapsed') {
    delete state.open[fact.invitationId]
  } else if (fact.type === 'ClockSet') {
    const shifted = shiftedBy(fact)
    for (const row of Object.values(state.open)) row.until = shifted(row.until)
  } else if (fact.type === 'HallConfigured') {
    const moved: Readonly<Record<string, string>> = fact.movedCounters ?? {}
    for (const row of Object.values(state.open)) row.counterId = lookUp(moved, row.counterId) ?? row.counterId
  }
}

/** Runs 1…65535 and round again; 0 is never used, so that a pad's "no invitation" cannot be taken for one. */
export function nextSequence(state: RatingState, deviceId: string): number {
  return ((state.sequences[deviceId] ?? 0) % 65_535) + 1
}

/** A key pressed in time may arrive a moment after the time ran out, ms. */
export const RATING_GRACE_MS = 2000
