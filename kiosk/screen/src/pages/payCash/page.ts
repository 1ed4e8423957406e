import { yuanText } from '@service-hall/contract'
import { askCancel } from '../../flow/payment/moves.ts'
import { sessionAt } from '../../flow/payment/state.ts'
import type { ShownPayment } from '../../flow/payment/state.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

export type Props = {
  session: Extract<ShownPayment, { step: 'cash' }>
  missingFen: number
  overFen: number
}

export const payCash = definePage({
  name: 'payCash',
  texts,
  shows({ payment }: Flow): Props | null {
    const session = sessionAt(payment, 'cash')
    if (!session) return null
    const missing = session.fen - session.insertedFen
    return { session, missingFen: Math.max(0, missing), overFen: Math.max(0, -missing) }
  },
  key: ({ session }) => String(session.stepNo),
  back: askCancel,
  home: askCancel,
  timedByAgent: true,
  announces: ({ session, missingFen }, t) =>
    t('payCash.said', { sum: yuanText(session.insertedFen), missing: yuanText(missingFen) }),
})
