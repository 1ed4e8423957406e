import { hubCapability } from '../core/capability.ts'
import { historyRoutes } from './routes.ts'

/** Looks at the past (历史): figures, the facts they are made of, halls and machines as they were. It records nothing. */
export const history = hubCapability({ name: 'history', routes: historyRoutes })
