import { capability } from '../core/capability.ts'
import { noteSignIn } from './decide.ts'
import { sessionRoutes } from './routes.ts'
import { staffSlice } from './state.ts'

/** Staff who sign in and out. */
export const staff = capability({
  name: 'staff',
  slice: staffSlice,
  deciders: { 'staff.noteSignIn': noteSignIn },
  routes: sessionRoutes,
})
