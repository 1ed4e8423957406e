import { actorRef, byId, lookUp } from '@service-hall/contract'
import type { Refusal, StationId } from '@service-hall/contract'
import { facts, refuse } from '../core/decision.ts'
import type { Context, Decider } from '../core/decision.ts'
import type { WithStation } from './state.ts'

/** Lets a machine in as a configured station. That the code is known and of that kind is the desk's to see. */
export const enrol: Decider<'station.enrol'> = (_state, { stationId }, { actor, config }) => {
  if (!config.stations.some((row) => row.id === stationId)) return refuse('station.unknown')
  return facts({ type: 'StationEnrolled', stationId, by: actorRef(actor) })
}

export const revoke: Decider<'station.revoke', WithStation> = (state, { stationId }, { actor }) => {
  if (state.station.enrolments[stationId] === undefined) return refuse('station.unknown')
  return facts({ type: 'StationRevoked', stationId, by: actorRef(actor) })
}

/** A station's connection came or went. */
export const note: Decider<'station.note'> = (state, { stationId, connected }) => {
  if ((state.view.stations[stationId]?.connected ?? false) === connected) return facts()
  return facts({ type: connected ? 'StationConnected' : 'StationLost', stationId })
}

/** A kiosk says it of itself, and only while it is there. */
function ownKiosk(
  stationId: StationId,
  { actor, config }: Pick<Context, 'actor' | 'config'>,
): Refusal | null {
  if (byId(config.stations, stationId)?.kind !== 'kiosk') return refuse('station.unknown')
  return actor.kind === 'station' && actor.stationId === stationId ? null : refuse('access.denied')
}

/** A customer gets nowhere at a kiosk. */
export const noteStay: Decider<'station.noteStay'> = (_state, { stationId, forMs, touches }, context) =>
  ownKiosk(stationId, context) ?? facts({ type: 'KioskStayNoted', stationId, forMs, touches })

/** They have left, or have a ticket; where nothing was noted that is no fact. */
export const endStay: Decider<'station.endStay'> = ({ view }, { stationId }, context) => {
  const refusal = ownKiosk(stationId, context)
  if (refusal) return refusal
  return lookUp(view.stations, stationId)?.stay ? facts({ type: 'KioskStayEnded', stationId }) : facts()
}
