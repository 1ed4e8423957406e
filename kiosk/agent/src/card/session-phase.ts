import type { LinkState } from '../hall/link.ts'
import type { MaintenanceState } from '../maintenance/state.ts'
import type { SessionState } from '../session/state.ts'

/** How the session goes on, as far as the reader of ID cards is concerned. */
export type SessionPhase =
  /** Somebody may come, or chooses a service. */
  | 'open'
  /** A ticket is asked for. */
  | 'issuing'
  /** There is a ticket: the hall knows who the customer is. */
  | 'served'
  /** It came to nothing; the customer may try again. */
  | 'failed'
  /** Nobody can take a ticket now. */
  | 'closed'

type Where = { session: SessionState; maintenance: MaintenanceState }

export function phaseOf({ session, maintenance }: Where, link: LinkState): SessionPhase {
  switch (session.step) {
    case 'idle':
      return link === 'online' && !maintenance.unlocked ? 'open' : 'closed'
    case 'issuing':
      return 'issuing'
    case 'printing':
    case 'printed':
    case 'onScreen':
      return 'served'
    case 'refused':
    case 'noAnswer':
      return 'failed'
  }
}
