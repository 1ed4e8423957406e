import { byId } from '@service-hall/contract'
import type { Counter, CounterConfig, CounterId, Refusal, StaffId, Ticket } from '@service-hall/contract'
import { refuse } from '../../core/decision.ts'
import type { Context, HasView } from '../../core/decision.ts'

/** A counter that the acting member of staff has open. */
export type OwnCounter = {
  ok: true
  counter: Counter
  config: CounterConfig
  staffId: StaffId
}

/** The counter, if it is configured, open and the actor's own; otherwise why not. */
export function ownCounterOf(
  state: HasView,
  counterId: CounterId,
  { actor, config }: Context,
): OwnCounter | Refusal {
  const counterConfig = byId(config.counters, counterId)
  const counter = state.view.counters[counterId]
  if (!counterConfig || !counter) return refuse('counter.unknown')
  const { duty } = counter
  if (duty.status === 'closed') return refuse('counter.notOpen')
  if (actor.kind !== 'staff' || duty.staffId !== actor.staffId) return refuse('counter.notYours')
  if (duty.status !== 'open') return refuse('counter.notOpen')
  return { ok: true, counter, config: counterConfig, staffId: duty.staffId }
}

/** The customer at an open counter of one's own. */
export type AtCounter = OwnCounter & {
  ticket: Ticket
}

export function customerAt(state: HasView, counterId: CounterId, context: Context): AtCounter | Refusal {
  const own = ownCounterOf(state, counterId, context)
  if (!own.ok) return own
  const ticket = own.counter.holding ? state.view.tickets[own.counter.holding] : undefined
  return ticket ? { ...own, ticket } : refuse('counter.noCustomer')
}
