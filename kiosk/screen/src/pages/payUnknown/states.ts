import { AT_CODE, AT_UNKNOWN, BEGUN, paying } from '../../../test/paying.ts'
import { seen } from '../../../test/riverside.ts'
import type { States } from '../../../test/states.ts'

export const states: States = {
  unsure: [...BEGUN, paying(AT_UNKNOWN)],
  taken: [...BEGUN, paying({ ...AT_UNKNOWN, taken: true })],
  forCard: [...BEGUN, paying({ ...AT_UNKNOWN, purpose: 'meterCard', taken: true, paper: { is: 'printed' } })],
  notTaken: [...BEGUN, paying({ ...AT_UNKNOWN, taken: false, takeCard: true })],
  goesBack: [...BEGUN, paying({ ...AT_UNKNOWN, taken: true, goesBack: true, paper: { is: 'printed' } })],
  noPaper: [...BEGUN, paying({ ...AT_UNKNOWN, paper: { is: 'qr', url: 'https://hall.test/r/0Ax7' } })],
  lost: [...BEGUN, paying(AT_CODE), seen()],
}
