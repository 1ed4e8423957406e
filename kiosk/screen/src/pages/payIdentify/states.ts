import { BEGUN, IDENTIFY, digits, paying } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

export const states: States = {
  empty: [...BEGUN, paying(IDENTIFY)],
  someDigits: [...BEGUN, paying(IDENTIFY), ...digits('057123')],
  whole: [...BEGUN, paying(IDENTIFY), ...digits('0571234567')],
  padOnly: [
    ...BEGUN,
    paying({ ...IDENTIFY, by: { idCard: false, meterCard: false, barcode: false } }),
    ...digits('0571'),
  ],
  unknown: [
    ...BEGUN,
    paying(IDENTIFY),
    ...digits('0571234568'),
    { type: 'pay', ask: { do: 'accountNo', accountNo: '0571234568' } },
    paying({ ...IDENTIFY, stepNo: 3, problem: 'accountUnknown' }),
  ],
  unreadable: [...BEGUN, paying({ ...IDENTIFY, problem: 'idCardUnreadable' })],
  topUp: [...BEGUN, paying({ ...IDENTIFY, purpose: 'meterCard' })],
  topUpUnknown: [...BEGUN, paying({ ...IDENTIFY, purpose: 'meterCard', problem: 'meterCardUnknown' })],
  topUpAway: [
    ...BEGUN,
    paying({ ...IDENTIFY, purpose: 'meterCard', by: { ...IDENTIFY.by, meterCard: false } }),
  ],
  stillThere: [...BEGUN, paying(IDENTIFY), ...digits('0571'), 48_000],
}
