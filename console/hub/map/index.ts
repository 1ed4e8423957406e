import { hubCapability } from '../core/capability.ts'
import { decideMaps } from './decide.ts'
import { mapRoutes } from './routes.ts'
import { emptyMaps, evolveMaps } from './state.ts'
import { mapMigrations } from './store.ts'

/** Maps of regions that their utilities bring along (地图). */
export const map = hubCapability({
  name: 'map',
  empty: emptyMaps,
  evolve: evolveMaps,
  deciders: decideMaps,
  migrations: mapMigrations,
  routes: mapRoutes,
})
