import { AT_DONE, BEGUN, paying } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

const QR = { is: 'qr', url: 'https://hall.test/r/0Ax7' } as const

export const states: States = {
  printing: [...BEGUN, paying({ ...AT_DONE, paper: { is: 'printing' } })],
  printed: [...BEGUN, paying(AT_DONE)],
  chooses: [...BEGUN, paying({ ...AT_DONE, paper: { is: 'none' }, receiptQr: true, canInvoice: true })],
  rated: [...BEGUN, paying({ ...AT_DONE, rating: { level: 5 } })],
  qr: [...BEGUN, paying({ ...AT_DONE, paper: QR, canInvoice: true })],
  qrNoPaper: [...BEGUN, paying({ ...AT_DONE, paper: QR, canInvoice: true }, { printer: 'unavailable' })],
  noPaperAsked: [...BEGUN, paying({ ...AT_DONE, paper: { is: 'none' }, rating: null })],
  cashOver: [...BEGUN, paying({ ...AT_DONE, creditFen: 3_655, balanceFen: 15_655 })],
  takeCard: [...BEGUN, paying({ ...AT_DONE, takeCard: true })],
  topUp: [
    ...BEGUN,
    paying({
      ...AT_DONE,
      purpose: 'meterCard',
      takeCard: true,
      meterCount: 38,
      balanceFen: null,
      fen: 15_000,
      paidFen: 15_000,
    }),
  ],
  topUpOver: [
    ...BEGUN,
    paying({
      ...{ ...AT_DONE, purpose: 'meterCard', takeCard: true, meterCount: 38, balanceFen: null },
      ...{ fen: 15_000, paidFen: 20_000, creditFen: 5_000 },
    }),
  ],
  everything: [...BEGUN, paying({ ...AT_DONE, takeCard: true, creditFen: 3_655, meterCount: 38, paper: QR })],
}
