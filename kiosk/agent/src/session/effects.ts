import type { Effects } from '../capability.ts'
import type { Ports } from '../ports.ts'
import { TicketSession } from './ticket-session.ts'

/** Lets the customer at the screen have a ticket. */
export function sessionEffects(ports: Ports): Effects {
  const session = new TicketSession(ports)
  return {
    start: (awayMs) => session.start(awayMs),
    changed: () => session.follow(),
    restored: (lost) => session.restored(lost),
    answered: { 'ticket.issue': (command, answer) => session.answered(command, answer) },
    intents: { issue: (intent) => session.touch(intent), dismiss: () => session.dismiss() },
    view: () => ({ session: session.shown }),
    stop: () => session.stop(),
  }
}
