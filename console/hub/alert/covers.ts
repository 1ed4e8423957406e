import { alertKey } from '@service-hall/contract'
import type { CoversAnswer, HallId, MaintenancePlace } from '@service-hall/contract'
import { pathOf } from '../access/may.ts'
import type { ConsolePorts } from '../ports.ts'
import { covers } from './maintenance.ts'

/** What maintenance of a place would silence: halls, machines, and alerts that are open there now. */
export function coversOf(
  { records: { state }, live }: Pick<ConsolePorts, 'records' | 'live'>,
  place: MaintenancePlace,
): CoversAnswer {
  const isIn = (hallId: HallId): boolean => {
    if (place.of !== 'region') return place.hallId === hallId
    const home = state.halls.get(hallId)?.regionId
    return home !== undefined && pathOf(state, home).includes(place.regionId)
  }
  const halls = [...state.halls.keys()].filter(isIn)
  const sums = {
    halls: place.of === 'region' || place.of === 'hall' ? halls.length : 0,
    stations: 0,
    devices: 0,
    alerts: 0,
  }
  for (const hallId of halls) {
    const { config } = live.hall(hallId).view
    const isCovered = (kind: 'stationLost' | 'deviceDown', subject: string): boolean =>
      covers(state, place, { hallId, kind, subject, config })
    sums.stations += config?.stations.filter(({ id }) => isCovered('stationLost', id)).length ?? 0
    sums.devices += config?.devices.filter(({ id }) => isCovered('deviceDown', id)).length ?? 0
    for (const alertId of state.hallAlerts.get(hallId) ?? []) {
      const alert = state.alerts.get(alertId)
      if (alert && state.openAlerts.has(alertKey(alert)) && covers(state, place, { ...alert, config }))
        sums.alerts += 1
    }
  }
  return { ...sums, machines: place.of === 'region' ? [] : machinesOf(live, place.hallId) }
}

function machinesOf(live: ConsolePorts['live'], hallId: HallId): CoversAnswer['machines'] {
  const { config } = live.hall(hallId).view
  return (config?.stations ?? []).map(({ id: stationId, name }) => ({
    ...{ stationId, name },
    devices: (config?.devices ?? [])
      .filter(({ station }) => station === stationId)
      .map((device) => ({ deviceId: device.id, name: device.name })),
  }))
}
