import type { Handlers, HallView } from './view.ts'

/** The latest invitation of every counter, and the level on the ticket it belongs to. */
export const ratingHandlers: Handlers<HallView> = {
  RatingInvited(view, fact) {
    const { type: _type, invitationId, ...rest } = fact
    view.invitations[fact.counterId] = { ...rest, id: invitationId, result: { status: 'open' } }
  },

  RatingGiven(view, fact, entry) {
    const invitation = view.invitations[fact.counterId]
    if (invitation?.id === fact.invitationId) {
      invitation.result = { status: 'given', level: fact.level, at: entry.at }
    }
    const ticket = view.tickets[fact.ticketId]
    if (ticket) ticket.rating = fact.level
  },

  RatingLapsed(view, fact) {
    const invitation = view.invitations[fact.counterId]
    if (invitation?.id === fact.invitationId) invitation.result = { status: 'lapsed', cause: fact.cause }
  },
}
