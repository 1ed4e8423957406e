import { actorRef } from '@service-hall/contract'
import { facts, refuse } from '../core/decision.ts'
import type { Decider } from '../core/decision.ts'
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
