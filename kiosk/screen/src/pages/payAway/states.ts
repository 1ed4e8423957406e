import { BEGUN, asked, paying } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

export const states: States = {
  hall: [...BEGUN, paying({ ...asked(2), step: 'away', what: 'hall' })],
  billing: [...BEGUN, paying({ ...asked(2), step: 'away', what: 'billing' })],
  channels: [...BEGUN, paying({ ...asked(2), step: 'away', what: 'channels' })],
}
