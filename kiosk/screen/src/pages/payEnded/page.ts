import { toNextCustomer } from '../../flow/moves.ts'
import { sessionAt } from '../../flow/payment/state.ts'
import type { ShownPayment } from '../../flow/payment/state.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

const LEAVES_MS = 20_000
const LEAVES_WITH_MONEY_MS = 60_000

export type Props = { session: Extract<ShownPayment, { step: 'cancelled' }> }

/** Ended before it was paid, with where money that was inserted is. */
export const payEnded = definePage({
  name: 'payEnded',
  texts,
  shows({ payment }: Flow): Props | null {
    const session = sessionAt(payment, 'cancelled')
    return session && { session }
  },
  home: toNextCustomer,
  leavesAfter: ({ payment }) =>
    sessionAt(payment, 'cancelled')?.effect === 'nothingTaken' ? LEAVES_MS : LEAVES_WITH_MONEY_MS,
  announces: ({ session }, t) => t(`payEnded.${session.effect}.title`),
})
