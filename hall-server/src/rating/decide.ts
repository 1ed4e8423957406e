import { actorRef, byId } from '@service-hall/contract'
import type {
  CounterId,
  Fact,
  FactOf,
  Invitation,
  InvitationId,
  StaffId,
  TicketId,
} from '@service-hall/contract'
import { facts, refuse } from '../core/decision.ts'
import type { Context, Decider, HasView } from '../core/decision.ts'
import { RATING_GRACE_MS, nextSequence } from './state.ts'
import type { WithRating } from './state.ts'

/** Facts that invite the customer just served to rate; none where the counter has no pad. */
export function inviteRating(
  state: WithRating,
  served: { ticketId: TicketId; counterId: CounterId; staffId: StaffId },
  context: Context,
): Fact[] {
  const pad = context.config.devices.find(
    (row) => row.kind === 'ratingPad' && row.counter === served.counterId,
  )
  if (!pad) return []
  return [
    ...lapseOpen(state, served.counterId, 'superseded'),
    {
      type: 'RatingInvited',
      ...served,
      invitationId: context.newId() as InvitationId,
      deviceId: pad.id,
      sequence: nextSequence(state.rating, pad.id),
      until: context.now + context.config.policies.ratingSeconds * 1000,
    },
  ]
}

/** Facts that end a counter's open invitation, if it has one. */
export function lapseOpen(
  state: HasView,
  counterId: CounterId,
  cause: FactOf<'RatingLapsed'>['cause'],
): Fact[] {
  const invitation = state.view.invitations[counterId]
  return invitation?.result.status === 'open' ? [lapsed(invitation, cause)] : []
}

function lapsed(invitation: Invitation, cause: FactOf<'RatingLapsed'>['cause']): Fact {
  const { id, ticketId, counterId } = invitation
  return { type: 'RatingLapsed', invitationId: id, ticketId, counterId, cause }
}

function openInvitation(state: WithRating, id: InvitationId): Invitation | undefined {
  const counterId = state.rating.open[id]?.counterId
  const invitation = counterId ? state.view.invitations[counterId] : undefined
  return invitation?.id === id ? invitation : undefined
}

/** A key counts for the invitation it belongs to, while that is open, and from its own pad only. */
export const give: Decider<'rating.give', WithRating> = (state, command, { actor, config, now }) => {
  const invitation = openInvitation(state, command.invitationId)
  if (!invitation || now > invitation.until + RATING_GRACE_MS) return refuse('rating.closed')
  if (invitation.sequence !== command.sequence || invitation.deviceId !== command.deviceId)
    return refuse('rating.notHere')
  const pad = byId(config.devices, command.deviceId)
  if (actor.kind === 'station' && pad?.station !== actor.stationId) return refuse('rating.notHere')
  const { id, ticketId, counterId, staffId } = invitation
  const { level } = command
  return facts({
    type: 'RatingGiven',
    invitationId: id,
    ticketId,
    counterId,
    staffId,
    level,
    by: actorRef(actor),
  })
}

export const lapse: Decider<'rating.lapse', WithRating> = (state, command, { actor, config }) => {
  const invitation = openInvitation(state, command.invitationId)
  if (!invitation) return refuse('rating.closed')
  const pad = byId(config.devices, invitation.deviceId)
  if (actor.kind === 'station' && pad?.station !== actor.stationId) return refuse('rating.notHere')
  return facts(lapsed(invitation, command.cause))
}
