import { counterOf, stationOf } from './view.ts'
import type { Handlers, HallView } from './view.ts'

/** Configuration, devices and stations. */
export const hallHandlers: Handlers<HallView> = {
  HallConfigured(view, fact) {
    view.config = fact.config
    for (const { id } of fact.config.counters) counterOf(view, id)
    for (const { id } of fact.config.stations) stationOf(view, id)
  },

  DeviceStateChanged(view, fact, entry) {
    view.devices[fact.deviceId] = { state: fact.state, since: entry.at }
  },

  StationConnected(view, fact, entry) {
    Object.assign(stationOf(view, fact.stationId), { connected: true, since: entry.at })
  },

  StationLost(view, fact, entry) {
    Object.assign(stationOf(view, fact.stationId), { connected: false, since: entry.at })
  },

  StationEnrolled(view, fact) {
    stationOf(view, fact.stationId).enrolled = true
  },

  StationRevoked(view, fact, entry) {
    Object.assign(stationOf(view, fact.stationId), { enrolled: false, connected: false, since: entry.at })
  },
}
