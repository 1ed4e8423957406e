import { lookUp } from '@service-hall/contract'
import type { AssetBinding, AssetSeen } from '@service-hall/contract'
import type { LiveRegion } from '../live/live-region.ts'
import { stationOf } from '../planned/planned-hours.ts'
import { openRepairOf } from './state.ts'
import type { Asset } from './state.ts'

/** An asset with how its machine or device is now, by its hall. */
export function assetSeen(asset: Asset, live: LiveRegion): AssetSeen {
  const {
    spent: _spent,
    spans: _spans,
    history: _history,
    repairs: _repairs,
    repaired: _repaired,
    ...own
  } = asset
  const { bound, hallId } = asset
  const hall = live.hall(hallId)
  const stationId = bound && stationOf(hall.view.config, machineOf(bound))
  return {
    ...{ ...own, openRepair: openRepairOf(asset)?.repairId ?? null, live: liveOf(asset, live) },
    ...(stationId === null ? {} : hall.offShown(stationId)),
  }
}

export function liveOf(
  { bound, hallId }: Pick<Asset, 'bound' | 'hallId'>,
  live: LiveRegion,
): AssetSeen['live'] {
  if (!bound) return null
  const { devices, stations } = live.hall(hallId).view
  if (bound.of === 'device') {
    const device = lookUp(devices, bound.deviceId)
    return device ? { is: 'device', state: device.state, since: device.since } : null
  }
  const station = lookUp(stations, bound.stationId)
  return station ? { is: 'station', connected: station.connected, since: station.since } : null
}

/** The machine of its hall that an asset is bound to: `device:P1`, `station:K1`. */
export const machineOf = (bound: AssetBinding): string =>
  bound.of === 'station' ? `station:${bound.stationId}` : `device:${bound.deviceId}`
