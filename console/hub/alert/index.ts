import { hubCapability } from '../core/capability.ts'
import type { ConsolePorts } from '../ports.ts'
import type { ReadEntry } from '../records/entry.ts'
import { decideAlert } from './decide.ts'
import { historyMigrations, noteTaken } from './history/store.ts'
import { alertRoutes } from './routes.ts'
import { alertsOf } from './running.ts'
import { emptyAlerts, evolveAlerts } from './state.ts'

/** What is not as it should be in the halls (告警), rules, maintenance (检修). */
export const alert = hubCapability({
  name: 'alert',
  empty: emptyAlerts,
  evolve: evolveAlerts,
  deciders: decideAlert,
  migrations: historyMigrations,
  alongside: noteTaken,
  routes: alertRoutes,
  heard: (entries: readonly ReadEntry[], ports: ConsolePorts) => alertsOf(ports).heard(entries),
  start(ports: ConsolePorts) {
    const alerts = alertsOf(ports)
    alerts.start()
    return () => alerts.stop()
  },
})
