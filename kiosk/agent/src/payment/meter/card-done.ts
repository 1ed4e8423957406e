import type { OrderStep } from '../order-step.ts'
import type { Visit } from '../visit.ts'

/** Whether a meter card has nothing more to do in the slot. */
export function isCardDone({ stage, meter }: Visit, step: OrderStep | null): boolean {
  switch (stage.is) {
    case 'identify':
    case 'bills':
    case 'inquiry':
      // Before it was read it is not known whose it is.
      return meter !== null
    case 'refused':
      return !stage.canRetry
    case 'order':
      return step?.step === 'done' || step?.step === 'unknown' || (step?.step === 'refused' && !step.canRetry)
    default:
      return false
  }
}
