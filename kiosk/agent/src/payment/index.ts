import { capability } from '../capability.ts'
import { cashAccounts } from './cash/state.ts'
import { paymentEffects } from './effects.ts'
import { paymentOrders } from './state.ts'

/** Self-payment and inquiry at a kiosk. Whose account it is stands in memory only, as long as the customer stands here. */
export const payment = capability({ slices: { paymentOrders, cashAccounts }, effects: paymentEffects })
