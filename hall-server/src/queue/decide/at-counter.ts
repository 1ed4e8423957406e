import type { Counter, CounterConfig, CounterId, Refusal, StaffId, Ticket } from '@service-hall/contract'
import { refuse } from '../../core/decision.ts'
import type { Context } from '../../core/decision.ts'
import type { HallState } from '../../core/state.ts'

/** A counter that the acting member of staff has open. */
export type Desk = {
  ok: true
  counter: Counter
  config: CounterConfig
  staffId: StaffId
}

/** The counter, if it is configured, open and the actor's own; otherwise why not. */
export function deskOf(state: HallState, counterId: CounterId, { actor, config }: Context): Desk | Refusal {
  const counterConfig = config.counters.find((row) => row.id === counterId)
  const counter = state.view.counters[counterId]
  if (!counterConfig || !counter) return refuse('counter.unknown')
  const { duty } = counter
  if (duty.status === 'closed') return refuse('counter.notOpen')
  if (actor.kind !== 'staff' || duty.staffId !== actor.staffId) return refuse('counter.notYours')
  if (duty.status !== 'open') return refuse('counter.notOpen')
  return { ok: true, counter, config: counterConfig, staffId: duty.staffId }
}

/** The customer at an open counter of one's own. */
export type Seat = Desk & {
  ticket: Ticket
}

export function seatOf(state: HallState, counterId: CounterId, context: Context): Seat | Refusal {
  const desk = deskOf(state, counterId, context)
  if (!desk.ok) return desk
  const ticket = desk.counter.holding ? state.view.tickets[desk.counter.holding] : undefined
  return ticket ? { ...desk, ticket } : refuse('counter.noCustomer')
}
