import { AT_REPAIR, BEGUN, paying } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

export const states: States = {
  pulled: [...BEGUN, paying(AT_REPAIR)],
  otherCard: [...BEGUN, paying({ ...AT_REPAIR, why: 'otherCard' })],
  fault: [...BEGUN, paying({ ...AT_REPAIR, why: 'fault' }), 100_000],
}
