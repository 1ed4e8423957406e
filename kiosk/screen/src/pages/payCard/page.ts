import { askCancel } from '../../flow/payment/moves.ts'
import { sessionAt } from '../../flow/payment/state.ts'
import type { ShownPayment } from '../../flow/payment/state.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

export type Props = {
  session: Extract<ShownPayment, { step: 'card' }>
  /** Not while the bank is being asked. */
  canCancel: boolean
}

export const payCard = definePage({
  name: 'payCard',
  texts,
  shows({ payment }: Flow): Props | null {
    const session = sessionAt(payment, 'card')
    return session && { session, canCancel: session.phase !== 'authorising' && session.phase !== 'takeCard' }
  },
  key: ({ session }) => String(session.stepNo),
  back: (flow, { canCancel }) => (canCancel ? askCancel(flow) : null),
  home: (flow, { canCancel }) => (canCancel ? askCancel(flow) : null),
  timedByAgent: true,
  announces: ({ session }, t) => t(`payCard.${session.phase}.title`),
})
