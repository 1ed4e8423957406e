import { actorRef } from '@service-hall/contract'
import type { Fact } from '@service-hall/contract'
import { facts } from '../core/decision.ts'
import type { Decider } from '../core/decision.ts'
import { leadOver } from './lead-over.ts'

/**
 * Brings a checked configuration into force, and what is open under it (`lead-over.ts`). That it is sound was seen when it was read (`read-hall-file.ts`).
 */
export const configure: Decider<'hall.configure'> = ({ view }, { config: filed }, { actor, now, day }) => {
  const { config, movedCounters, closing } = leadOver(filed, view, now)
  const by = actorRef(actor)
  const closed = closing.flatMap((counterId): Fact[] => {
    const held = view.tickets[view.counters[counterId]?.holding ?? '']
    const ends = held !== undefined && held.day !== day
    return [
      // Its number is given out anew, so it cannot wait again.
      ...(ends ? [{ type: 'CaseClosed' as const, ticketId: held.id, counterId, by }] : []),
      { type: 'CounterClosed', counterId, by },
    ]
  })
  const moved = Object.keys(movedCounters).length > 0 ? { movedCounters } : {}
  return facts(...closed, { type: 'HallConfigured', config, ...moved, by })
}
