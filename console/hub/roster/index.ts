import { hubCapability } from '../core/capability.ts'
import { decideRoster } from './decide.ts'
import { rosterRoutes } from './routes.ts'
import { emptyRosters, evolveRosters } from './state.ts'

/** Who works when (排班): shifts, weeks of halls, swaps, and what is needed. */
export const roster = hubCapability({
  name: 'roster',
  empty: emptyRosters,
  evolve: evolveRosters,
  deciders: decideRoster,
  routes: rosterRoutes,
})
