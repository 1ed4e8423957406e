import { hubCapability } from '../core/capability.ts'
import { decidePaymentPoints } from './decide.ts'
import { publicPageRoutes } from './public-page/routes.ts'
import { paymentPointRoutes } from './routes.ts'
import { emptyPaymentPoints, evolvePaymentPoints } from './state.ts'

/** The payment network (缴费网点), and the page by which the public finds halls and points near by. */
export const paymentPoint = hubCapability({
  name: 'payment-point',
  empty: emptyPaymentPoints,
  evolve: evolvePaymentPoints,
  deciders: decidePaymentPoints,
  routes: paymentPointRoutes,
  publicRoutes: publicPageRoutes,
})
