import { capability } from '../capability.ts'

/** Self-payment. The view offers none yet, so a screen has nothing to answer: what it sends all the same is dropped. */
export const payment = capability({ effects: () => ({ intents: { payment: () => undefined } }) })
