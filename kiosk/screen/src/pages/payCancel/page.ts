import { yuanText } from '@service-hall/contract'
import type { PaymentAsk } from '@service-hall/contract'
import { keepPaying } from '../../flow/payment/moves.ts'
import { sessionAt } from '../../flow/payment/state.ts'
import type { ShownPayment } from '../../flow/payment/state.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

type Cancelled = Extract<ShownPayment, { step: 'code' | 'scan' | 'card' | 'cash' | 'meterRepair' }>
export type CancelConsequence =
  'nothingTaken' | 'mayStillArrive' | 'toBalance' | 'toCounter' | 'paysPart' | 'staffWrite'
type ConsequenceText =
  `payCancel.${CancelConsequence}` | `payCancel.topUp.${Exclude<CancelConsequence, 'staffWrite'>}`

export type Props = {
  session: Cancelled
  /** What comes of it, as things stand this moment. */
  consequence: CancelConsequence
  /** What it is about: notes inserted, or money paid. */
  fen: number
  /** What is sent when the customer means it. */
  ask: PaymentAsk
}

/** “Really cancel?”, with what comes of it. */
export const payCancel = definePage({
  name: 'payCancel',
  texts,
  shows({ payment }: Flow): Props | null {
    if (!payment.draft.asksCancel) return null
    const session = sessionAt(payment, 'code', 'scan', 'card', 'cash', 'meterRepair')
    if (!session || isTooLate(session)) return null
    return { session, ...consequenceOf(session) }
  },
  key: ({ session }) => String(session.stepNo),
  back: keepPaying,
  timedByAgent: true,
  announces: (props, t) => t(consequenceText(props), { fen: yuanText(props.fen) }),
})

/** What is said of the consequence: whoever buys for a meter card has no bill. */
export function consequenceText({
  session,
  consequence,
}: Pick<Props, 'session' | 'consequence'>): ConsequenceText {
  return session.purpose === 'meterCard' && consequence !== 'staffWrite'
    ? `payCancel.topUp.${consequence}`
    : `payCancel.${consequence}`
}

function isTooLate(session: Cancelled): boolean {
  if (session.step === 'card') return session.phase === 'authorising' || session.phase === 'takeCard'
  return session.step === 'cash' && session.insertedFen >= session.fen
}

function consequenceOf(session: Cancelled): Omit<Props, 'session'> {
  switch (session.step) {
    case 'cash':
      return { consequence: session.ifEnded, fen: session.insertedFen, ask: { do: 'cashEnd' } }
    case 'meterRepair':
      return { consequence: 'staffWrite', fen: session.fen, ask: { do: 'giveUp' } }
    default:
      return { consequence: session.ifCancelled, fen: session.fen, ask: { do: 'cancel' } }
  }
}
