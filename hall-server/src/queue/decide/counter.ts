import { actorRef, byId, hasRole, isHeldBy, offered } from '@service-hall/contract'
import { facts, refuse } from '../../core/decision.ts'
import type { Decider } from '../../core/decision.ts'
import { ownCounterOf } from './at-counter.ts'
import { holderOf, takenOver } from './holder.ts'

/** A member of staff takes a closed counter into service; nobody sits at two. */
export const open: Decider<'counter.open'> = (state, { counterId }, { actor, config }) => {
  if (actor.kind !== 'staff') return refuse('access.denied')
  const counter = state.view.counters[counterId]
  const row = byId(config.counters, counterId)
  if (!counter || !row) return refuse('counter.unknown')
  if (counter.duty.status !== 'closed') {
    return refuse(counter.duty.staffId === actor.staffId ? 'counter.alreadyOpen' : 'counter.taken')
  }
  if (row.retired) return refuse('counter.retired')
  const elsewhere = Object.values(state.view.counters).some(
    ({ duty }) => duty.status !== 'closed' && duty.staffId === actor.staffId,
  )
  if (elsewhere) return refuse('counter.elsewhere')
  return facts({ type: 'CounterOpened', counterId, ...holderOf(actor), by: actorRef(actor) })
}

/** Goes on in this session at a counter that one has open in another. */
export const takeOver: Decider<'counter.takeOver'> = (state, { counterId }, { actor }) => {
  const counter = state.view.counters[counterId]
  if (!counter) return refuse('counter.unknown')
  if (counter.duty.status === 'closed') return refuse('counter.notOpen')
  if (actor.kind !== 'staff' || counter.duty.staffId !== actor.staffId) return refuse('counter.notYours')
  return isHeldBy(counter.duty, actor) && counter.duty.session !== undefined
    ? facts()
    : facts(takenOver(counterId, actor))
}

/** 暂停服务: only without a customer. */
export const pause: Decider<'counter.pause'> = (state, { counterId, reasonId }, context) => {
  const own = ownCounterOf(state, counterId, context)
  if (!own.ok) return own
  if (own.counter.holding) return refuse('counter.busy')
  if (!byId(offered(context.config.pauseReasons), reasonId)) return refuse('reason.unknown')
  return facts({ type: 'CounterPaused', counterId, reasonId, by: actorRef(context.actor) })
}

export const resume: Decider<'counter.resume'> = (state, { counterId }, { actor }) => {
  const counter = state.view.counters[counterId]
  if (!counter) return refuse('counter.unknown')
  if (counter.duty.status !== 'paused') return refuse('counter.notPaused')
  if (actor.kind !== 'staff' || counter.duty.staffId !== actor.staffId) return refuse('counter.notYours')
  return facts({ type: 'CounterResumed', counterId, by: actorRef(actor) })
}

/**
 * Ends a counter's service. Its own staff must have finished with the customer; a manager may free the counter of someone
 * who left. A customer held there goes back to the old place in the queue, or the case is ended with a flag: always so
 * when it is of an earlier day, whose numbers are given out anew.
 */
export const close: Decider<'counter.close'> = (state, { counterId, customer }, { actor, day }) => {
  const counter = state.view.counters[counterId]
  if (!counter) return refuse('counter.unknown')
  if (counter.duty.status === 'closed') return refuse('counter.notOpen')
  const own = actor.kind === 'staff' && counter.duty.staffId === actor.staffId
  const mayFree = hasRole(actor, 'lobbyManager', 'administrator')
  if (!own && !mayFree) return refuse('counter.notYours')
  if (counter.holding && own && !(mayFree && customer !== undefined)) return refuse('counter.busy')
  const by = actorRef(actor)
  const held = counter.holding ? state.view.tickets[counter.holding] : undefined
  const ends = held !== undefined && (customer === 'closed' || held.day !== day)
  return facts(...(ends ? [{ type: 'CaseClosed' as const, ticketId: held.id, counterId, by }] : []), {
    type: 'CounterClosed',
    counterId,
    by,
  })
}
