import { BEGUN, asked, paying } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

const refused = (
  why:
    | 'notEnoughMoney'
    | 'cardNotAccepted'
    | 'billPaid'
    | 'billOpen'
    | 'reversed'
    | 'channelAway'
    | 'timedOut'
    | 'meterCardMismatch',
  over: { canRetry?: boolean; takeCard?: boolean; by?: { day: string; time: string }; phone?: string } = {},
) => [
  ...BEGUN,
  paying({
    ...asked(9),
    step: 'refused' as const,
    why,
    reference: 'K1-3F9A2C',
    canRetry: true,
    takeCard: false,
    ...over,
  }),
]

export const states: States = {
  notEnoughMoney: refused('notEnoughMoney'),
  takeCard: refused('cardNotAccepted', { takeCard: true }),
  billPaid: refused('billPaid', { canRetry: false }),
  billOpen: refused('billOpen', { canRetry: false }),
  channelAway: refused('channelAway'),
  reversed: refused('reversed', {
    ...{ takeCard: true, by: { day: '2026-01-06', time: '12:00' }, phone: '95598' },
  }),
  timedOut: refused('timedOut'),
  mismatch: refused('meterCardMismatch', { canRetry: false, takeCard: true }),
}
