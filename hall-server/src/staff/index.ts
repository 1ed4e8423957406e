import { capability } from '../core/capability.ts'
import { endSessions, notePassword, noteSignIn, unlock } from './decide.ts'
import { staffRoutes } from './routes.ts'
import { staffSlice } from './state.ts'

/** Staff who sign in and out, their passwords and sessions. */
export const staff = capability({
  name: 'staff',
  slice: staffSlice,
  deciders: {
    'staff.noteSignIn': noteSignIn,
    'staff.unlock': unlock,
    'staff.endSessions': endSessions,
    'staff.notePassword': notePassword,
  },
  routes: staffRoutes,
})
