import { AT_BILLS, AT_METER_AMOUNT, BEGUN, paying } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

const AHEAD = { type: 'payDraft', draft: { is: 'amountFor', what: { is: 'prepay' } } } as const
const PART = { type: 'payDraft', draft: { is: 'amountFor', what: { is: 'part', billId: 'b3' } } } as const
const typed = (text: string) =>
  [...text].map((digit) => ({ type: 'payDraft', draft: { is: 'digit', digit } }) as const)

export const states: States = {
  ahead: [...BEGUN, paying(AT_BILLS), AHEAD],
  aheadPreset: [
    ...BEGUN,
    paying(AT_BILLS),
    AHEAD,
    { type: 'payDraft', draft: { is: 'amount', fen: 20_000 } },
  ],
  aheadTooMuch: [...BEGUN, paying(AT_BILLS), AHEAD, ...typed('9999')],
  part: [...BEGUN, paying(AT_BILLS), PART, ...typed('120.5')],
  partTooLittle: [...BEGUN, paying(AT_BILLS), PART, ...typed('3')],
  meterCard: [...BEGUN, paying(AT_METER_AMOUNT), ...typed('150')],
  meterCardUnused: [...BEGUN, paying({ ...AT_METER_AMOUNT, unusedFen: 10_000 })],
}
