import type { CounterConfig, HallView, StaffId, Ticket, TicketId } from '@service-hall/contract'
import { rest } from './peer.ts'
import type { Peer } from './peer.ts'
import { lognormal } from './chances.ts'
import type { Random } from './chances.ts'

/** What a member of staff at a counter does next. */
export type StaffAction =
  | { do: 'wait' }
  | { do: 'open' | 'resume' | 'call' }
  | { do: 'start' | 'complete' | 'recall' | 'noShow'; ticket: Ticket }

export type Workplace = { counter: CounterConfig; staffId: StaffId }

/**
 * Reads the next step off the hall. A counter where a colleague sits is left alone.
 *
 * @param isAbsent whether the customer of this ticket has gone and will not come when called
 */
export function nextStep(
  view: HallView,
  { counter, staffId }: Workplace,
  isAbsent: (id: TicketId) => boolean,
): StaffAction {
  const seen = view.counters[counter.id]
  if (!seen || seen.duty.status === 'closed') return { do: 'open' }
  if (seen.duty.staffId !== staffId) return { do: 'wait' }
  if (seen.duty.status === 'paused') return { do: 'resume' }
  const ticket = seen.holding === null ? undefined : view.tickets[seen.holding]
  if (ticket?.state.status === 'serving') return { do: 'complete', ticket }
  if (ticket?.state.status === 'called') {
    if (!isAbsent(ticket.id)) return { do: 'start', ticket }
    const recalls = ticket.state.calls - 1
    return { do: recalls < (view.config?.policies.recallLimit ?? 0) ? 'recall' : 'noShow', ticket }
  }
  return hasCustomer(view, counter) ? { do: 'call' } : { do: 'wait' }
}

function hasCustomer(view: HallView, { id, skills }: CounterConfig): boolean {
  return Object.keys(view.lanes).some(
    (lane) => lane.startsWith(`@${id}/`) || skills.some((serviceId) => lane.startsWith(`${serviceId}/`)),
  )
}

export type StaffOptions = {
  peer: Peer
  workplace: Workplace
  /** How many times faster than configured they work. */
  speed: number
  random: Random
  signal: AbortSignal
}

const spread = { service: 0.5, walk: 0.4 }
const meanMs = { walkUp: 20_000, betweenCustomers: 15_000, betweenRecalls: 25_000 }
/** A refused step is not tried again at once: each refusal is a fact for ever. */
const AFTER_REFUSAL_MS = 10_000
const ABSENT_SHARE = 0.04

/** Works at a counter until it is stopped: calls, waits for the customer, serves, completes. */
export async function workAt({ peer, workplace, speed, random, signal }: StaffOptions): Promise<void> {
  const absent = new Map<TicketId, boolean>()
  const isAbsent = (id: TicketId): boolean => {
    const known = absent.get(id) ?? random() < ABSENT_SHARE
    absent.set(id, known)
    return known
  }
  while (!signal.aborted) {
    const { view } = peer
    const step: StaffAction = view === null ? { do: 'wait' } : nextStep(view, workplace, isAbsent)
    if (view === null || step.do === 'wait') {
      await peer.changed()
      continue
    }
    const dueAt = peer.now + durationOf(step, view, peer.now) / speed
    await rest(dueAt - peer.now, signal)
    if (signal.aborted) return
    // Somebody else may have acted meanwhile: a manager closed the counter, an administrator voided the ticket.
    if (peer.view === null || nextStep(peer.view, workplace, isAbsent).do !== step.do) continue
    const answer = await peer.send(commandFor(step, workplace, peer))
    if (answer?.ok === false) await rest(AFTER_REFUSAL_MS, signal)
  }

  /** How long a step takes at the hall's own pace, ms; what has passed of a service already counts. */
  function durationOf(step: StaffAction, view: HallView, now: number): number {
    switch (step.do) {
      case 'complete': {
        const service = view.config?.services.find(({ id }) => id === step.ticket.serviceId)
        const whole = lognormal(random, (service?.expectedMinutes ?? 5) * 60_000, spread.service)
        const passed = step.ticket.state.status === 'serving' ? now - step.ticket.state.startedAt : 0
        return Math.max(0, whole - passed * speed)
      }
      case 'start':
        return lognormal(random, meanMs.walkUp, spread.walk)
      case 'recall':
      case 'noShow':
        return lognormal(random, meanMs.betweenRecalls, spread.walk)
      case 'call':
        return lognormal(random, meanMs.betweenCustomers, spread.walk)
      default:
        return 0
    }
  }
}

function commandFor(step: Exclude<StaffAction, { do: 'wait' }>, { counter }: Workplace, peer: Peer) {
  const at = { id: peer.newId(), counterId: counter.id }
  switch (step.do) {
    case 'open':
      return { type: 'counter.open', ...at } as const
    case 'resume':
      return { type: 'counter.resume', ...at } as const
    case 'call':
      return { type: 'ticket.call', ...at } as const
    case 'start':
      return { type: 'ticket.start', ...at } as const
    case 'complete':
      return { type: 'ticket.complete', ...at } as const
    case 'recall':
      return { type: 'ticket.recall', ...at } as const
    case 'noShow':
      return { type: 'ticket.noShow', ...at } as const
  }
}
