import type { KioskBill, KioskBillComponent } from '@service-hall/contract'
import { toStartFromPayment } from '../../flow/moves.ts'
import { closeDetail } from '../../flow/payment/moves.ts'
import { sessionAt } from '../../flow/payment/state.ts'
import type { PaymentFlow } from '../../flow/payment/state.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { sheetAt } from '../sheet.ts'
import { texts } from './texts.ts'

const MOST_SHOWN = 6
const MOST_SENIOR = 4

export type Props = {
  bill: KioskBill
  /** It is paid, and an invoice can be asked for here. */
  canInvoice: boolean
  /** Without the penalty, which is shown by itself. */
  lines: KioskBillComponent[]
  number: number
  count: number
}

/** What a bill is made of, each line in plain words. */
export const payBill = definePage({
  name: 'payBill',
  texts,
  shows({ payment, senior }: Flow): Props | null {
    const bill = billsOf(payment).find(({ billId }) => billId === payment.draft.opened)
    if (!bill) return null
    const all = bill.components.filter(({ kind }) => kind !== 'penalty')
    const { rows, ...sheet } = sheetAt(all, payment.draft.lineSheet, senior ? MOST_SENIOR : MOST_SHOWN)
    const inquiry = sessionAt(payment, 'inquiry')
    const canInvoice = inquiry?.canInvoice === true && bill.dueFen === 0 && bill.paidFen > 0
    return { bill, canInvoice, lines: rows, ...sheet }
  },
  key: ({ bill, number }) => `${bill.billId} ${number}`,
  back: closeDetail,
  home: toStartFromPayment,
})

function billsOf(payment: PaymentFlow): readonly KioskBill[] {
  const session = sessionAt(payment, 'bills', 'inquiry')
  if (session?.step === 'bills') return session.bills
  return session?.bills.is === 'here' ? session.bills.value : []
}
