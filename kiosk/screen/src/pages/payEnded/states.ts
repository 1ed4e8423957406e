import { AT_ENDED, BEGUN, paying } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

const QR = { is: 'qr', url: 'https://hall.test/r/0Ax7' } as const

const TOP_UP = { ...AT_ENDED, purpose: 'meterCard' } as const

export const states: States = {
  nothingTaken: [...BEGUN, paying(AT_ENDED)],
  withCard: [...BEGUN, paying({ ...AT_ENDED, takeCard: true })],
  mayStillArrive: [...BEGUN, paying({ ...AT_ENDED, effect: 'mayStillArrive', paper: { is: 'printed' } })],
  toBalance: [...BEGUN, paying({ ...AT_ENDED, effect: 'toBalance', fen: 15_000, paper: { is: 'printed' } })],
  toCounter: [...BEGUN, paying({ ...AT_ENDED, effect: 'toCounter', fen: 15_000, paper: { is: 'printing' } })],
  topUpCancelled: [...BEGUN, paying({ ...TOP_UP, takeCard: true })],
  topUpToCounter: [
    ...BEGUN,
    paying({ ...TOP_UP, effect: 'toCounter', fen: 10_000, paper: { is: 'printed' }, takeCard: true }),
  ],
  toCounterQr: [...BEGUN, paying({ ...AT_ENDED, effect: 'toCounter', fen: 15_000, paper: QR })],
}
