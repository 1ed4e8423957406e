import { seen } from '../../../test/riverside.ts'
import type { States } from '../../../test/states.ts'

export const states: States = {
  first: [seen({ hall: null, enrolmentCode: 'K7Q2-9F' })],
  again: [seen({ enrolmentCode: 'K7Q2-9F' })],
}
