import { hubCapability } from '../core/capability.ts'
import { decideAppraisal } from './decide.ts'
import { appraisalRoutes } from './routes.ts'
import { emptyAppraisal, evolveAppraisal } from './state.ts'

/** How staff and halls are appraised (考核). */
export const appraisal = hubCapability({
  name: 'appraisal',
  empty: emptyAppraisal,
  evolve: evolveAppraisal,
  deciders: decideAppraisal,
  routes: appraisalRoutes,
})
