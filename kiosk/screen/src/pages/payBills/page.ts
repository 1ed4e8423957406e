import { choiceFen, choiceProblem } from '@service-hall/contract'
import type { BillChoice, ChoiceProblem, KioskBill } from '@service-hall/contract'
import { toStartFromPayment } from '../../flow/moves.ts'
import { choiceOf } from '../../flow/payment/draft.ts'
import { questionBefore } from '../../flow/payment/moves.ts'
import { sessionAt } from '../../flow/payment/state.ts'
import type { ShownPayment } from '../../flow/payment/state.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { sheetAt } from '../sheet.ts'
import { texts } from './texts.ts'

const MOST_SHOWN = 4
const MOST_SENIOR = 3

export type Props = {
  session: Extract<ShownPayment, { step: 'bills' }>
  choice: BillChoice
  totalFen: number
  /** Null: this can be paid. */
  problem: ChoiceProblem | null
  rows: KioskBill[]
  number: number
  count: number
}

export const payBills = definePage({
  name: 'payBills',
  texts,
  shows({ payment, senior }: Flow): Props | null {
    const session = sessionAt(payment, 'bills')
    if (!session) return null
    const { bills, plan } = session
    const choice = choiceOf(payment.draft, bills)
    return {
      session,
      choice,
      totalFen: choiceFen(choice),
      problem: choiceProblem(bills, plan, choice),
      ...sheetAt(bills, payment.draft.sheet, senior ? MOST_SENIOR : MOST_SHOWN),
    }
  },
  back: questionBefore,
  home: toStartFromPayment,
})
