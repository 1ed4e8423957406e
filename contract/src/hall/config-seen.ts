import type { LimitedAudience } from '../access.ts'
import type { HallConfig } from '../config/hall-config.ts'

/** The configuration as an audience gets it: the display in the hall learns of no staff and no device. */
export function configSeen(config: HallConfig, audience: LimitedAudience): HallConfig {
  return audience === 'display' ? { ...config, staff: [], devices: [] } : config
}
