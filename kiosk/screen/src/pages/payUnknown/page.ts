import type { Localized } from '@service-hall/contract'
import { toNextCustomer } from '../../flow/moves.ts'
import { sessionAt } from '../../flow/payment/state.ts'
import type { ShownPayment } from '../../flow/payment/state.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

/** Long enough to write a number down. */
const LEAVES_MS = 90_000

export type Props = {
  /** `forCard`: taken, for a meter card. */
  kind: 'taken' | 'forCard' | 'notTaken' | 'unsure' | 'goesBack' | 'lost'
  fen: number
  reference: string
  /** Until when it is settled, and by whom the money went; null: the kiosk lost its program and cannot say. */
  told: {
    wayName: Localized
    by: { day: string; time: string }
    phone: string
    session: Extract<ShownPayment, { step: 'unknown' }>
  } | null
}

/** Nobody knows yet how a payment ended: what is sure, with a number to ask by, and what will happen by when. */
export const payUnknown = definePage({
  name: 'payUnknown',
  texts,
  shows({ payment }: Flow): Props | null {
    const session = sessionAt(payment, 'unknown', 'lost')
    if (!session) return null
    const { fen, reference } = session
    if (session.step === 'lost') return { kind: 'lost', fen, reference, told: null }
    const { wayName, by, phone = '', taken, goesBack } = session
    const takenAs = session.purpose === 'meterCard' ? 'forCard' : 'taken'
    const kind = goesBack ? 'goesBack' : taken === null ? 'unsure' : taken ? takenAs : 'notTaken'
    return { kind, fen, reference, told: { wayName, by, phone, session } }
  },
  /** News of the payment is a page of its own, with the whole time to read it. */
  key: ({ kind, reference }) => `${reference} ${kind}`,
  home: toNextCustomer,
  leavesAfter: () => LEAVES_MS,
  announces: (props, t) => `${t(`payUnknown.${props.kind}.title`)} ${props.reference}`,
})
