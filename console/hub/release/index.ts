import { hubCapability } from '../core/capability.ts'
import { decideRelease } from './decide.ts'
import { keepPackages } from './keeper.ts'
import { releaseRoutes } from './routes.ts'
import { emptyReleases, evolveReleases } from './state.ts'
import { releaseMigrations } from './store.ts'

/** Releases of the machines' software (软件版本): packages that were uploaded, and what became of them. */
export const release = hubCapability({
  name: 'release',
  empty: emptyReleases,
  evolve: evolveReleases,
  deciders: decideRelease,
  migrations: releaseMigrations,
  routes: releaseRoutes,
  start: keepPackages,
})
