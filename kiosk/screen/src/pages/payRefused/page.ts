import { toNextCustomer } from '../../flow/moves.ts'
import { sessionAt } from '../../flow/payment/state.ts'
import type { ShownPayment } from '../../flow/payment/state.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

const LEAVES_MS = 30_000

export type Props = { session: Extract<ShownPayment, { step: 'refused' }> }

export const payRefused = definePage({
  name: 'payRefused',
  texts,
  shows({ payment }: Flow): Props | null {
    const session = sessionAt(payment, 'refused')
    return session && { session }
  },
  home: toNextCustomer,
  leavesAfter: () => LEAVES_MS,
  announces: ({ session }, t) => `${t('payRefused.title')} ${t(`payRefused.why.${session.why}`)}`,
})
