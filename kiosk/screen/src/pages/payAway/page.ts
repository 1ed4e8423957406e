import { toNextCustomer } from '../../flow/moves.ts'
import { sessionAt } from '../../flow/payment/state.ts'
import type { ShownPayment } from '../../flow/payment/state.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

const LEAVES_MS = 30_000

export type Props = { what: Extract<ShownPayment, { step: 'away' }>['what'] }

export const payAway = definePage({
  name: 'payAway',
  texts,
  shows({ payment }: Flow): Props | null {
    const session = sessionAt(payment, 'away')
    return session && { what: session.what }
  },
  home: toNextCustomer,
  leavesAfter: () => LEAVES_MS,
  announces: ({ what }, t) => t(`payAway.${what}`),
})
