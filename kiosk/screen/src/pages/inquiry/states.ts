import { AT_INQUIRY, BEGUN, LADDER, PERIODS, USAGE, paying } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

const tab = (name: 'bills' | 'usage' | 'account') =>
  ({ type: 'payDraft', draft: { is: 'tab', tab: name } }) as const

export const states: States = {
  bills: [...BEGUN, paying(AT_INQUIRY)],
  moreBills: [...BEGUN, paying(AT_INQUIRY), { type: 'turn', by: 1 }],
  noBills: [...BEGUN, paying({ ...AT_INQUIRY, bills: { is: 'here', value: [] } })],
  usage: [...BEGUN, paying(AT_INQUIRY), tab('usage')],
  usageInYuan: [
    ...BEGUN,
    paying(AT_INQUIRY),
    tab('usage'),
    { type: 'payDraft', draft: { is: 'usageIn', unit: 'yuan' } },
  ],
  usageLarge: [
    ...BEGUN,
    paying({
      ...AT_INQUIRY,
      usage: {
        is: 'here',
        value: USAGE.map((one) => ({ ...one, milliKwh: one.milliKwh * 321, fen: one.fen * 321 })),
      },
    }),
    tab('usage'),
  ],
  usageNew: [
    ...BEGUN,
    paying({ ...AT_INQUIRY, usage: { is: 'here', value: USAGE.slice(-3) } }),
    tab('usage'),
  ],
  usageNone: [...BEGUN, paying({ ...AT_INQUIRY, usage: { is: 'here', value: [] } }), tab('usage')],
  ladder: [...BEGUN, paying({ ...AT_INQUIRY, tariff: { is: 'here', value: LADDER } }), tab('account')],
  periods: [...BEGUN, paying({ ...AT_INQUIRY, tariff: { is: 'here', value: PERIODS } }), tab('account')],
  loading: [...BEGUN, paying({ ...AT_INQUIRY, bills: { is: 'loading' } })],
  away: [...BEGUN, paying({ ...AT_INQUIRY, usage: { is: 'away' } }), tab('usage')],
  printing: [...BEGUN, paying({ ...AT_INQUIRY, print: 'printing' })],
  printFailed: [...BEGUN, paying({ ...AT_INQUIRY, print: 'failed', canPrint: false })],
}
