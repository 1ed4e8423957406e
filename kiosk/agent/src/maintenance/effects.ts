import type { Effects } from '../capability.ts'
import type { Ports } from '../ports.ts'
import { MaintenancePage } from './maintenance-page.ts'
import type { MaintenanceIntent } from './maintenance-page.ts'

/** Does what a technician asks for on the maintenance page. */
export function maintenanceEffects(ports: Ports): Effects {
  const page = new MaintenancePage(ports)
  const take = (intent: MaintenanceIntent): void => {
    page.take(intent).catch((cause: unknown) => ports.log.error('maintenance.failed', cause))
  }
  return {
    intents: {
      unlockMaintenance: take,
      lockMaintenance: take,
      testDevice: take,
      restartAgent: take,
      exitKiosk: take,
    },
    start: () => page.follow(),
    changed: () => page.follow(),
    restored: () => page.follow(),
    view: ({ maintenance }) => ({ maintenance: { ...maintenance, ...page.problem } }),
    stop: () => page.stop(),
  }
}
