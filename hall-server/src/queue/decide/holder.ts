import { actorRef, isHeldBy, sessionMark } from '@service-hall/contract'
import type { Actor, CounterId, DecidableType, Decidable, Fact } from '@service-hall/contract'
import type { Decider, HasView } from '../../core/decision.ts'

type Staff = Extract<Actor, { kind: 'staff' }>

/** Who takes a counter, and by which session. */
export function holderOf({ staffId, sessionId }: Staff) {
  return { staffId, session: sessionMark(sessionId) }
}

export function takenOver(counterId: CounterId, actor: Staff): Fact {
  return { type: 'CounterTakenOver', counterId, ...holderOf(actor), by: actorRef(actor) }
}

type AtCounter = {
  [T in DecidableType]: Decidable<T> extends { counterId: CounterId } ? T : never
}[DecidableType]

/**
 * What somebody does at a counter of theirs belongs to the session that does it: a counter that another session of the
 * same person holds goes over to this one with it, so that ending that other session leaves it alone.
 */
export function bySession<T extends AtCounter, State extends HasView>(
  decider: Decider<T, State>,
): Decider<T, State> {
  return (state, command, context) => {
    const decision = decider(state, command, context)
    const { actor } = context
    if (!decision.ok || decision.facts.length === 0 || actor.kind !== 'staff') return decision
    const { counterId } = command as { counterId: CounterId }
    const duty = state.view.counters[counterId]?.duty
    if (!duty || duty.status === 'closed' || duty.staffId !== actor.staffId || isHeldBy(duty, actor))
      return decision
    return { ...decision, facts: [...decision.facts, takenOver(counterId, actor)] }
  }
}
