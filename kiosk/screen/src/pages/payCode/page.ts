import { askCancel } from '../../flow/payment/moves.ts'
import { sessionAt } from '../../flow/payment/state.ts'
import type { ShownPayment } from '../../flow/payment/state.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

export type Props = { session: Extract<ShownPayment, { step: 'code' | 'scan' }> }

/** The customer scans the code on the screen, or shows theirs to the kiosk. */
export const payCode = definePage({
  name: 'payCode',
  texts,
  shows({ payment }: Flow): Props | null {
    const session = sessionAt(payment, 'code', 'scan')
    return session && { session }
  },
  key: ({ session }) => String(session.stepNo),
  back: askCancel,
  home: askCancel,
  timedByAgent: true,
})
