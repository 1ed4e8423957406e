import { actorRef } from '@service-hall/contract'
import { facts, refuse } from '../../core/decision.ts'
import type { Decider } from '../../core/decision.ts'
import { lapseOpen } from '../../rating/decide.ts'
import { ownCounterOf } from './at-counter.ts'

/** 撤销: the counter's last action is taken back, if that was a moment ago and nobody has built on it. */
export const undo: Decider<'counter.undo'> = (state, { counterId }, context) => {
  const own = ownCounterOf(state, counterId, context)
  if (!own.ok) return own
  const point = own.counter.undo
  if (!point) return refuse('undo.nothing')
  if (context.now - point.at > context.config.policies.undoSeconds * 1000) return refuse('undo.tooLate')
  const ticket = state.view.tickets[point.ticketId]
  if (!ticket || ticket.revision !== point.number) return refuse('undo.movedOn')
  return facts(
    {
      type: 'ActionUndone',
      counterId,
      action: point.action,
      ticketId: point.ticketId,
      by: actorRef(context.actor),
    },
    ...(point.action === 'complete' ? lapseOpen(state, counterId, 'undone') : []),
  )
}
