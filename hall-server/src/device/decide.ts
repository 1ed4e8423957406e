import { isDeepStrictEqual } from 'node:util'
import { actorRef, byId } from '@service-hall/contract'
import { facts, refuse } from '../core/decision.ts'
import type { Decider } from '../core/decision.ts'

/** A device changed its state, says the station that drives it. The same state again is no fact. */
export const report: Decider<'device.report'> = (state, command, { actor, config }) => {
  const device = byId(config.devices, command.deviceId)
  if (!device) return refuse('device.unknown')
  if (actor.kind === 'station' && device.station !== actor.stationId) return refuse('access.denied')
  const known = state.view.devices[device.id]?.state
  if (known && isDeepStrictEqual(known, command.state)) return facts()
  return facts({ type: 'DeviceStateChanged', deviceId: device.id, state: command.state, by: actorRef(actor) })
}
