import { toStartFromPayment } from '../../flow/moves.ts'
import { sessionAt } from '../../flow/payment/state.ts'
import type { ShownPayment } from '../../flow/payment/state.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

export type Props = {
  session: Extract<ShownPayment, { step: 'identify' }>
  accountNo: string
  /** It is as long as account numbers are. */
  isWhole: boolean
}

export const payIdentify = definePage({
  name: 'payIdentify',
  texts,
  shows({ payment }: Flow): Props | null {
    const session = sessionAt(payment, 'identify')
    const { accountNo } = payment.draft
    return session && { session, accountNo, isWhole: session.lengths.includes(accountNo.length) }
  },
  back: toStartFromPayment,
  home: toStartFromPayment,
  announces: ({ session }, t) => (session.problem ? t(`payIdentify.problem.${session.problem}`) : ''),
})
