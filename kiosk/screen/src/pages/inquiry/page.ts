import type { KioskBill } from '@service-hall/contract'
import { toStartFromPayment } from '../../flow/moves.ts'
import { questionBefore } from '../../flow/payment/moves.ts'
import { sessionAt } from '../../flow/payment/state.ts'
import type { InquiryTab, ShownPayment } from '../../flow/payment/state.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { sheetAt } from '../sheet.ts'
import { texts } from './texts.ts'

const MOST_SHOWN = 5
const MOST_SENIOR = 4

export type Props = {
  session: Extract<ShownPayment, { step: 'inquiry' }>
  tab: InquiryTab
  usageIn: 'kWh' | 'yuan'
  /** Bills of this sheet, the newest first. */
  rows: KioskBill[]
  number: number
  count: number
}

/** What a customer may look up: bills, usage, tariff and balance. */
export const inquiry = definePage({
  name: 'inquiry',
  texts,
  shows({ payment, senior }: Flow): Props | null {
    const session = sessionAt(payment, 'inquiry')
    if (!session) return null
    const { tab, usageIn, sheet } = payment.draft
    const bills = session.bills.is === 'here' ? session.bills.value.toReversed() : []
    return { session, tab, usageIn, ...sheetAt(bills, sheet, senior ? MOST_SENIOR : MOST_SHOWN) }
  },
  key: ({ tab }) => tab,
  back: questionBefore,
  home: toStartFromPayment,
})
