import type { Command, CommandId, InvitationId } from '@service-hall/contract'
import { RATING_GRACE_MS } from '../rating/state.ts'
import type { HallState } from './state.ts'

/**
 * Commands whose time has come: parked tickets to bring back, invitations to end. Their ids are derived from what
 * they answer to, so that asking twice, or again after a restart, does nothing twice. Pure.
 */
export function dueCommands(state: HallState, now: number): Command[] {
  const due: Command[] = []
  for (const { id: ticketId, state: stands, revision } of Object.values(state.view.tickets)) {
    if (stands.status !== 'parked' || now < stands.until) continue
    due.push({ type: 'ticket.unpark', id: `park-due:${ticketId}:${revision}` as CommandId, ticketId })
  }
  for (const [id, { until }] of Object.entries(state.rating.open)) {
    if (now < until + RATING_GRACE_MS) continue
    const invitationId = id as InvitationId
    due.push({ type: 'rating.lapse', id: `rating-due:${id}` as CommandId, invitationId, cause: 'timeout' })
  }
  return due
}
