import { AT_CONSENT, BEGUN, paying } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

export const states: States = {
  toBalance: [...BEGUN, paying(AT_CONSENT)],
  toCounter: [...BEGUN, paying({ ...AT_CONSENT, over: 'toCounter' })],
  fewNotes: [...BEGUN, paying({ ...AT_CONSENT, notesFen: [10_000] })],
}
