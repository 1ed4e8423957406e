import { hubCapability } from '../core/capability.ts'
import { decideProfile } from './decide.ts'
import { profileRoutes } from './routes.ts'
import { emptyProfiles, evolveProfiles } from './state.ts'

/** What is asked of halls, by region, tier and hall (标准配置). */
export const profile = hubCapability({
  name: 'profile',
  empty: emptyProfiles,
  evolve: evolveProfiles,
  deciders: decideProfile,
  routes: profileRoutes,
})
