import { isServiceOpen } from '@service-hall/contract'
import type { HallConfig } from '@service-hall/contract'

/**
 * Whether a hall is closed by its own hours and special days: no service of it is open. One that has told no hours, or that
 * is open around the clock, never is. `at`: epoch ms of a wall clock, as people planned it.
 */
export function isHallClosed(config: HallConfig | null, at: number): boolean {
  const services = config?.services.filter(({ retired }) => !retired) ?? []
  return config !== null && services.length > 0 && !services.some((one) => isServiceOpen(config, one, at))
}
