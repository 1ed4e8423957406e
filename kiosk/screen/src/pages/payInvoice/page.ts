import { toStartFromPayment } from '../../flow/moves.ts'
import { questionBefore } from '../../flow/payment/moves.ts'
import { sessionAt } from '../../flow/payment/state.ts'
import type { ShownPayment } from '../../flow/payment/state.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

export type Props = { session: Extract<ShownPayment, { step: 'invoice' }> }

const LEAVES_MS = 60_000

/** An invoice (电子发票): whom it is made out to, and what came of the request. */
export const payInvoice = definePage({
  name: 'payInvoice',
  texts,
  shows({ payment }: Flow): Props | null {
    const session = sessionAt(payment, 'invoice')
    return session && { session }
  },
  key: ({ session }) => session.standing.is,
  back: questionBefore,
  home: toStartFromPayment,
  leavesAfter: () => LEAVES_MS,
  announces: ({ session }, t) => t(`payInvoice.${session.standing.is}.title`),
})
