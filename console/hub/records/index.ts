import { hubCapability } from '../core/capability.ts'
import { recordRoutes } from './routes.ts'
import { recordMigrations } from './store.ts'

/** The records themselves: their tables, commands to them, and the audit log. */
export const record = hubCapability({
  name: 'record',
  evolve: {
    // For the audit log alone.
    HubCommandRefused() {},
  },
  migrations: recordMigrations,
  routes: recordRoutes,
})
