import { byId } from '@service-hall/contract'
import type { Actor, CallKey, CounterId, SessionId, StaffId } from '@service-hall/contract'
import { refuse } from '../../core/decision.ts'
import type { Context, Decider, Decision } from '../../core/decision.ts'
import type { WithRating } from '../../rating/state.ts'
import { holdingSession } from '../../staff/standing.ts'
import type { WithStaff } from '../../staff/state.ts'
import * as service from './service.ts'

/**
 * A key of a counter's call pad. The pad itself may do nothing: the key counts as a press of whoever has the counter
 * open, by the session that holds it or, when that is over, by another one of theirs, and of nobody else.
 */
export const pressCallKey: Decider<'counter.key', WithRating & WithStaff> = (
  state,
  { id, deviceId, key },
  context,
) => {
  const pad = byId(context.config.devices, deviceId)
  if (pad?.kind !== 'callPad') return refuse('device.unknown')
  const { actor } = context
  if (actor.kind === 'station' && pad.station !== actor.stationId) return refuse('access.denied')
  const staff = staffAt(state, pad.counter, context.now)
  if (!staff) return refuse('counter.notOpen')
  return pressed(state, key, { id, counterId: pad.counter }, { ...context, actor: staff })
}

type At = { id: Parameters<typeof service.callNext>[1]['id']; counterId: CounterId }

function pressed(state: WithRating, key: CallKey, at: At, context: Context): Decision {
  switch (key) {
    case 'next':
      return service.callNext(state, { type: 'ticket.call', ...at }, context)
    case 'recall':
      return service.recall(state, { type: 'ticket.recall', ...at }, context)
    case 'noShow':
      return service.noShow(state, { type: 'ticket.noShow', ...at }, context)
    case 'start':
      return service.start(state, { type: 'ticket.start', ...at }, context)
    case 'complete':
      return service.complete(state, { type: 'ticket.complete', ...at }, context)
  }
}

/** Who has the counter open, with a session that stands. */
function staffAt(state: WithStaff, counterId: CounterId, now: number): Actor | null {
  const duty = state.view.counters[counterId]?.duty
  if (!duty || duty.status === 'closed') return null
  const { staffId } = duty
  const sessionId =
    holdingSession(state.staff, duty, now) ??
    holdingSession(state.staff, { ...duty, session: undefined }, now)
  return sessionId && asStaff(staffId, sessionId)
}

/** As much as staff at a counter may do, whatever else this person is. */
function asStaff(staffId: StaffId, sessionId: SessionId): Actor {
  return { kind: 'staff', staffId, roles: ['counterStaff'], sessionId }
}
