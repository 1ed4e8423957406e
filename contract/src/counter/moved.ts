import type { CounterId } from '../ids.ts'
import { lookUp } from '../define/table.ts'
import { laneTarget, laneToward } from '../ticket/lanes.ts'
import type { TicketPart } from '../ticket/part.ts'
import type { TicketState } from '../ticket/ticket.ts'
import type { CounterPart } from './part.ts'

type View = CounterPart & TicketPart
/** New ids of counters by their old ones; no id is both. */
export type MovedCounters = Readonly<Record<string, CounterId>>

/** Gives counters their new ids wherever the view names them: nothing else about them, or their customers, changes. */
export function moveCounters(view: View, moved: MovedCounters): void {
  const idNow = (id: CounterId): CounterId => lookUp(moved, id) ?? id
  for (const ticket of Object.values(view.tickets)) ticket.state = stateNow(ticket.state, idNow)
  for (const call of view.calls) call.counterId = idNow(call.counterId)
  for (const lane of Object.keys(view.lanes)) moveLane(view, lane, idNow)
  for (const counter of Object.values(view.counters)) {
    const { undo } = counter
    if (undo) undo.before = { ...undo.before, state: stateNow(undo.before.state, idNow) }
  }
  for (const [from, to] of Object.entries(moved)) {
    const counter = view.counters[from]
    if (!counter) continue
    view.counters[to] = { ...counter, id: to }
    delete view.counters[from]
  }
}

function stateNow(state: TicketState, idNow: (id: CounterId) => CounterId): TicketState {
  if (state.status === 'waiting') return state.target ? { ...state, target: idNow(state.target) } : state
  return 'counterId' in state ? { ...state, counterId: idNow(state.counterId) } : state
}

function moveLane(view: View, lane: string, idNow: (id: CounterId) => CounterId): void {
  const target = laneTarget(lane)
  const tickets = view.lanes[lane]
  if (target === null || idNow(target) === target || !tickets) return
  view.lanes[laneToward(lane, idNow(target))] = tickets
  delete view.lanes[lane]
}
