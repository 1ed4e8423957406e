import { AT_BILLS, AT_INQUIRY, BEGUN, BILLS, OVERDUE, paying } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

const open = (billId: string) => ({ type: 'payDraft', draft: { is: 'open', billId } }) as const

export const states: States = {
  overdue: [...BEGUN, paying(AT_BILLS), open('b1')],
  explained: [...BEGUN, paying(AT_BILLS), open('b1'), { type: 'tap', on: '[data-testid="line-1"]' }],
  penaltyExplained: [
    ...BEGUN,
    paying(AT_BILLS),
    open('b1'),
    { type: 'tap', on: '[data-testid="line-penalty"]' },
  ],
  everyKind: [
    ...BEGUN,
    paying({ ...AT_BILLS, bills: [{ ...OVERDUE, components: BILLS.flatMap((bill) => bill.components) }] }),
    open('b1'),
  ],
  paid: [...BEGUN, paying({ ...AT_INQUIRY, canInvoice: true }), open('p1')],
}
