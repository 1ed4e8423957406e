import type { Fold } from '../define/fold.ts'
import { table } from '../define/table.ts'
import type { ClockSet, HallConfigured } from '../hall/facts.ts'
import { shiftedBy } from '../hall/shift.ts'
import type * as facts from './facts.ts'
import { invitationsSeen } from './part.ts'
import type { RatingPart } from './part.ts'

type Others = { HallConfigured: typeof HallConfigured; ClockSet: typeof ClockSet }

/** The latest invitation of every counter. */
export const fold: Fold<RatingPart, typeof facts, { Others: Others }> = {
  empty: () => ({ invitations: table() }),

  on: {
    RatingInvited(view, fact) {
      const { type: _type, invitationId, ...rest } = fact
      view.invitations[fact.counterId] = { ...rest, id: invitationId, result: { status: 'open' } }
    },

    RatingGiven(view, fact, { at }) {
      const invitation = view.invitations[fact.counterId]
      if (invitation?.id === fact.invitationId) invitation.result = { status: 'given', level: fact.level, at }
    },

    RatingLapsed(view, fact) {
      const invitation = view.invitations[fact.counterId]
      if (invitation?.id === fact.invitationId) invitation.result = { status: 'lapsed', cause: fact.cause }
    },
  },

  also: {
    HallConfigured(view, { movedCounters = {} }) {
      for (const [from, to] of Object.entries(movedCounters)) {
        const invitation = view.invitations[from]
        if (!invitation) continue
        view.invitations[to] = { ...invitation, counterId: to }
        delete view.invitations[from]
      }
    },

    ClockSet(view, fact) {
      const shifted = shiftedBy(fact)
      for (const invitation of Object.values(view.invitations)) {
        invitation.until = shifted(invitation.until)
        if (invitation.result.status === 'given') invitation.result.at = shifted(invitation.result.at)
      }
    },
  },

  seen: (view, audience) => ({ invitations: invitationsSeen(view, audience) }),
}
