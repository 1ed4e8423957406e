import { askCancel } from '../../flow/payment/moves.ts'
import { sessionAt } from '../../flow/payment/state.ts'
import type { ShownPayment } from '../../flow/payment/state.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

export type Props = { session: Extract<ShownPayment, { step: 'meterRepair' }> }

/** Paid, and the meter card is not written for sure: the same card once more puts it right. */
export const payRepair = definePage({
  name: 'payRepair',
  texts,
  shows({ payment }: Flow): Props | null {
    const session = sessionAt(payment, 'meterRepair')
    return session && { session }
  },
  key: ({ session }) => String(session.stepNo),
  back: askCancel,
  home: askCancel,
  timedByAgent: true,
  announces: (_, t) => t('payRepair.title'),
})
