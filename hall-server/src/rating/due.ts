import type { DecidableCommand, InvitationId } from '@service-hall/contract'
import { derivedId } from '@service-hall/server-kit'
import { RATING_GRACE_MS } from './state.ts'
import type { WithRating } from './state.ts'

/** Invitations that nobody answered in time; ids derived from the invitation, so that each ends once. Pure. */
export function invitationsDue({ rating }: WithRating, now: number): DecidableCommand[] {
  return Object.entries(rating.open)
    .filter(([, { until }]) => now >= until + RATING_GRACE_MS)
    .map(([id]) => ({
      type: 'rating.lapse',
      id: derivedId('rating-due', id),
      invitationId: id as InvitationId,
      cause: 'timeout',
    }))
}
