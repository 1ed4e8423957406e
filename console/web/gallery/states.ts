import type { Gallery } from '@service-hall/ui/gallery'
import {
  accountStates,
  accountsStates,
  auditStates,
  organisationStates,
  profilesStates,
} from './manage-states.ts'
import { alertStates, restingOnWall } from './alert-states.ts'
import { overviewStates, wallStates } from './overview-states.ts'
import { scaleStates } from './scale-states.ts'
import { signInStates } from './signin-states.ts'
import { takingsStates } from './takings-states.ts'

const DESKTOP = [{ width: 1366, height: 768 }] as const
const BOTH = [...DESKTOP, { width: 768, height: 1024 }] as const
const WALL = [{ width: 1920, height: 1080 }] as const

/** The console's pages in their states. */
export const gallery = {
  signin: { sizes: DESKTOP, states: signInStates },
  overview: { sizes: BOTH, states: overviewStates },
  organisation: { sizes: BOTH, states: organisationStates },
  profiles: { sizes: DESKTOP, states: profilesStates },
  accounts: { sizes: BOTH, states: accountsStates },
  alerts: { sizes: DESKTOP, states: alertStates },
  audit: { sizes: DESKTOP, states: auditStates },
  takings: { sizes: BOTH, states: takingsStates },
  account: { sizes: DESKTOP, states: accountStates },
  scale: { sizes: WALL, states: scaleStates },
  wall: { sizes: WALL, states: { ...wallStates, alerts: restingOnWall } },
} satisfies Gallery
