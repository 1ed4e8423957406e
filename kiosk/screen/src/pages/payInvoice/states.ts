import { AT_INVOICE, BEGUN, paying } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

const COMPANY = { title: '临江示范电器制造股份有限公司', taxNo: '91990000MA00000010', sentTo: '199****0010' }
const MADE = { is: 'made', invoiceNo: 'FP2026113000000008', isIssued: false, url: null } as const

export const states: States = {
  confirm: [...BEGUN, paying(AT_INVOICE)],
  company: [...BEGUN, paying({ ...AT_INVOICE, title: COMPANY, months: ['2025-10'], reference: null })],
  asking: [...BEGUN, paying({ ...AT_INVOICE, standing: { is: 'asking' } })],
  made: [...BEGUN, paying({ ...AT_INVOICE, standing: MADE })],
  issued: [
    ...BEGUN,
    paying({
      ...AT_INVOICE,
      title: COMPANY,
      standing: { ...MADE, isIssued: true, url: 'https://invoice.example/FP2026113000000008' },
    }),
  ],
  notAllowed: [...BEGUN, paying({ ...AT_INVOICE, standing: { is: 'refused', why: 'notAllowed' } })],
  refused: [...BEGUN, paying({ ...AT_INVOICE, standing: { is: 'refused', why: 'other' } })],
  away: [...BEGUN, paying({ ...AT_INVOICE, title: null, standing: { is: 'away' } })],
}
