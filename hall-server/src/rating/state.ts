import type { FactEntry } from '@service-hall/contract'

/** Invitations still open, and each pad's last sequence. */
export type RatingState = {
  open: Record<string, { until: number; counterId: string }>
  sequences: Record<string, number>
}

export function emptyRating(): RatingState {
  return { open: {}, sequences: {} }
}

export function evolveRating(state: RatingState, { fact }: FactEntry): void {
  if (fact.type === 'RatingInvited') {
    state.open[fact.invitationId] = { until: fact.until, counterId: fact.counterId }
    state.sequences[fact.deviceId] = fact.sequence
  } else if (fact.type === 'RatingGiven' || fact.type === 'RatingLapsed') {
    delete state.open[fact.invitationId]
  }
}

/** Runs 1…65535 and round again; 0 is never used, so that a pad's "no invitation" cannot be taken for one. */
export function nextSequence(state: RatingState, deviceId: string): number {
  return ((state.sequences[deviceId] ?? 0) % 65_535) + 1
}

/** A key pressed in time may arrive a moment after the time ran out, ms. */
export const RATING_GRACE_MS = 2000
