import { ACCOUNT, ACCOUNTS, BEGUN, asked, paying } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

const many = Array.from({ length: 9 }, (_, n) => ({ ...ACCOUNT, ref: `m${n}`, owedFen: n * 12_345 }))

export const states: States = {
  three: [...BEGUN, paying({ ...asked(3), step: 'accounts', accounts: ACCOUNTS })],
  many: [...BEGUN, paying({ ...asked(3), step: 'accounts', accounts: many }), { type: 'turn', by: 1 }],
}
