import { AT_CARD, AT_CASH, AT_CODE, AT_REPAIR, BEGUN, paying } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

const ASKS = { type: 'payDraft', draft: { is: 'asksCancel', asks: true } } as const

export const states: States = {
  code: [...BEGUN, paying(AT_CODE), ASKS],
  card: [...BEGUN, paying(AT_CARD), ASKS],
  cashEmpty: [...BEGUN, paying(AT_CASH), ASKS],
  cashToBalance: [...BEGUN, paying({ ...AT_CASH, insertedFen: 15_000, ifEnded: 'toBalance' }), ASKS],
  cashToCounter: [...BEGUN, paying({ ...AT_CASH, insertedFen: 15_000, ifEnded: 'toCounter' }), ASKS],
  cashPart: [...BEGUN, paying({ ...AT_CASH, insertedFen: 15_000, ifEnded: 'paysPart' }), ASKS],
  topUp: [...BEGUN, paying({ ...AT_CODE, purpose: 'meterCard' }), ASKS],
  topUpCash: [
    ...BEGUN,
    paying({ ...AT_CASH, purpose: 'meterCard', insertedFen: 10_000, ifEnded: 'toCounter' }),
    ASKS,
  ],
  repair: [...BEGUN, paying(AT_REPAIR), ASKS],
}
