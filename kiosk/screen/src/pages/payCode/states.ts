import { AT_CODE, BEGUN, MONEY, paying } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

export const states: States = {
  fresh: [...BEGUN, paying(AT_CODE)],
  hurries: [...BEGUN, paying(AT_CODE), 108_000],
  unionPay: [
    ...BEGUN,
    paying({
      ...AT_CODE,
      wayName: { zh: '云闪付', en: 'UnionPay' },
      fen: 123_456_789,
      qr: 'https://qr.95516.com/00010000/01116734936470044423094034227630',
    }),
  ],
  agentAway: [...BEGUN, paying(AT_CODE), { type: 'agent', present: false }, 5_000],
  scan: [
    ...BEGUN,
    paying({
      ...MONEY,
      step: 'scan',
      wayName: { zh: '微信', en: 'WeChat' },
      leftMs: 60_000,
      ifCancelled: 'mayStillArrive',
    }),
  ],
}
