import { AT_BILLS, BEGUN, BILLS, NO_PLAN, OVERDUE, STRICT_PLAN, paying } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

const many = Array.from({ length: 14 }, (_, n) => ({ ...OVERDUE, billId: `x${n}`, penaltyFen: n * 37 }))

export const states: States = {
  all: [...BEGUN, paying(AT_BILLS)],
  oldestOnly: [
    ...BEGUN,
    paying(AT_BILLS),
    { type: 'payDraft', draft: { is: 'toggle', billId: 'b2' } },
    { type: 'payDraft', draft: { is: 'toggle', billId: 'b1' } },
    { type: 'payDraft', draft: { is: 'toggle', billId: 'b1' } },
  ],
  nothing: [...BEGUN, paying(AT_BILLS), { type: 'payDraft', draft: { is: 'toggle', billId: 'b1' } }],
  part: [
    ...BEGUN,
    paying(AT_BILLS),
    { type: 'payDraft', draft: { is: 'amountFor', what: { is: 'part', billId: 'b3' } } },
    { type: 'payDraft', draft: { is: 'amount', fen: 10_000 } },
    { type: 'payDraft', draft: { is: 'take' } },
  ],
  ahead: [
    ...BEGUN,
    paying(AT_BILLS),
    { type: 'payDraft', draft: { is: 'amountFor', what: { is: 'prepay' } } },
    { type: 'payDraft', draft: { is: 'amount', fen: 20_000 } },
    { type: 'payDraft', draft: { is: 'take' } },
  ],
  strict: [...BEGUN, paying({ ...AT_BILLS, plan: STRICT_PLAN })],
  plain: [...BEGUN, paying({ ...AT_BILLS, plan: NO_PLAN, bills: BILLS.slice(2) })],
  changed: [...BEGUN, paying({ ...AT_BILLS, changed: true })],
  many: [...BEGUN, paying({ ...AT_BILLS, bills: many }), { type: 'turn', by: 1 }],
  none: [...BEGUN, paying({ ...AT_BILLS, bills: [] })],
  paidElsewhere: [...BEGUN, paying({ ...AT_BILLS, bills: [], changed: true })],
  noneAndNoPlan: [...BEGUN, paying({ ...AT_BILLS, bills: [], plan: NO_PLAN })],
}
