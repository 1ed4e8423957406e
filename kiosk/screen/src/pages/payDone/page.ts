import { yuanText } from '@service-hall/contract'
import { toNextCustomer } from '../../flow/moves.ts'
import { sessionAt } from '../../flow/payment/state.ts'
import type { ShownPayment } from '../../flow/payment/state.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

const LEAVES_MS = 30_000
/** Longer where a code is to be scanned. */
const LEAVES_WITH_QR_MS = 60_000

export type Props = { session: Extract<ShownPayment, { step: 'done' }> }

export const payDone = definePage({
  name: 'payDone',
  texts,
  shows({ payment }: Flow): Props | null {
    const session = sessionAt(payment, 'done')
    return session && { session }
  },
  key: ({ session }) => session.paymentId,
  home: toNextCustomer,
  leavesAfter: ({ payment }) =>
    sessionAt(payment, 'done')?.paper.is === 'qr' ? LEAVES_WITH_QR_MS : LEAVES_MS,
  announces: ({ session }, t) => `${t('payDone.title')} ${yuanText(session.paidFen)}`,
})
