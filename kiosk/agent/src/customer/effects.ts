import type { StationId } from '@service-hall/contract'
import { reasonOf } from '@service-hall/server-kit'
import type { Effects } from '../capability.ts'
import type { Ports } from '../ports.ts'

type Stay = { forMs: number; touches: number }

const LONGEST_STAY_MS = 86_400_000
const TICKET_STEPS: readonly string[] = ['printed', 'onScreen']

/**
 * Tells the hall of a customer who gets nowhere at the screen. It is so now and not kept: the hall forgets it with the
 * line, and is told again when it was read anew.
 */
export function customerEffects(ports: Ports): Effects {
  const { atScreen, hall, link, newId, log, memory } = ports
  let step = memory.state.session.step

  function tell(stay: Stay | null): void {
    if (hall.view === null || !link.isOnline) return
    const common = { id: newId(), stationId: hall.stationId as StationId }
    const command = stay
      ? { type: 'station.noteStay' as const, ...common, ...bounded(stay) }
      : { type: 'station.endStay' as const, ...common }
    // A hall of an earlier release refuses it, and nothing depends on it.
    link.send(command).catch((cause: unknown) => log.warn('customer.notTold', { reason: reasonOf(cause) }))
  }

  atScreen.listen({
    noted(stay) {
      log.info('customer.stays', stay)
      tell(stay)
    },
    ended: () => tell(null),
    left: () => log.info('customer.left'),
  })
  return {
    intents: {
      customer({ present, touches }) {
        if (present && !atScreen.isThere) log.info('customer.came')
        atScreen.said(present, touches)
      },
    },
    changed() {
      if (memory.state.maintenance.unlocked) atScreen.gone()
      const before = step
      step = memory.state.session.step
      if (step !== before && TICKET_STEPS.includes(step)) atScreen.served()
    },
    hallRead: () => tell(atScreen.noted),
    stop: () => atScreen.stop(),
  }
}

function bounded({ forMs, touches }: Stay): Stay {
  return { forMs: Math.min(LONGEST_STAY_MS, Math.round(forMs)), touches }
}
