import type { LinkState } from '../hall/link.ts'
import type { AgentState } from '../ledger/state.ts'

/** How a visit goes on, as far as the reader of ID cards is concerned. */
export type Visit =
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

export function visitOf({ session, maintenance }: AgentState, link: LinkState): Visit {
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
