import type { DecidableCommand } from '@service-hall/contract'
import { derivedId } from '@service-hall/server-kit'
import type { HasView } from '../core/decision.ts'

/**
 * Parked tickets whose time has come. Their commands' ids are derived from what they answer to, so that asking twice, or
 * again after a restart, does nothing twice. Pure.
 */
export function parkedDue({ view }: HasView, now: number): DecidableCommand[] {
  const due: DecidableCommand[] = []
  for (const { id: ticketId, state, revision } of Object.values(view.tickets)) {
    if (state.status !== 'parked' || now < state.until) continue
    due.push({ type: 'ticket.unpark', id: derivedId('park-due', ticketId, revision), ticketId })
  }
  return due
}
