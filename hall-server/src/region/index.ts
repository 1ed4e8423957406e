import { capability } from '../core/capability.ts'
import { beginEpoch } from './decide.ts'
import { regionRoutes } from './routes.ts'
import { regionSlice } from './state.ts'

/** The hall's place in its region (区域): its facts go there over the uplink (`uplink.ts`), directives come back. */
export const region = capability({
  name: 'region',
  slice: regionSlice,
  deciders: { 'region.beginEpoch': beginEpoch },
  routes: regionRoutes,
})
