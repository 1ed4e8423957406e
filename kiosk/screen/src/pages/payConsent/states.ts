import { AT_CONSENT, AT_METER_AMOUNT, BEGUN, paying } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

const { account } = AT_METER_AMOUNT
const CARD_CONSENT: typeof AT_CONSENT = {
  ...AT_CONSENT,
  purpose: 'meterCard',
  over: 'toCard',
  summary: { account, months: [], prepayFen: 15_000, totalFen: 15_000 },
}

export const states: States = {
  toBalance: [...BEGUN, paying(AT_CONSENT)],
  givenBack: [...BEGUN, paying({ ...AT_CONSENT, over: 'givenBack' })],
  toCard: [...BEGUN, paying(CARD_CONSENT)],
  fewNotes: [...BEGUN, paying({ ...AT_CONSENT, notesFen: [10_000] })],
}
