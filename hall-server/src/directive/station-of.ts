import { byId } from '@service-hall/contract'
import type { DirectiveTarget, HallConfig, StationId } from '@service-hall/contract'

/** The station that carries out what is for this target; null: none does. */
export function stationOf(config: HallConfig, target: DirectiveTarget): StationId | null {
  if (target.of === 'hall') return null
  if (target.of === 'station') return target.stationId
  return byId(config.devices, target.deviceId)?.station ?? null
}
