import { toStartFromPayment } from '../../flow/moves.ts'
import { questionBefore } from '../../flow/payment/moves.ts'
import { sessionAt } from '../../flow/payment/state.ts'
import type { ShownPayment } from '../../flow/payment/state.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

export type Props = { session: Extract<ShownPayment, { step: 'cashConsent' }> }

/** Before the first note the customer knows that no change is given. */
export const payConsent = definePage({
  name: 'payConsent',
  texts,
  shows({ payment }: Flow): Props | null {
    const session = sessionAt(payment, 'cashConsent')
    return session && { session }
  },
  back: questionBefore,
  home: toStartFromPayment,
})
