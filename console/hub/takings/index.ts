import { hubCapability } from '../core/capability.ts'
import { takingsRoutes } from './routes.ts'

/** What halls take (收款), and what of it needs a person: unknown payments, suspense, comparisons, cash boxes. It records nothing. */
export const takings = hubCapability({ name: 'takings', routes: takingsRoutes })
