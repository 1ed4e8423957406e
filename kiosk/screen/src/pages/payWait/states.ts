import { BEGUN, MONEY, asked, paying } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

const working = (on: 'account' | 'bills' | 'order' | 'meterCard' | 'card') => [
  ...BEGUN,
  paying({ ...asked(2), step: 'working', on }),
]

export const states: States = {
  begin: BEGUN,
  account: working('account'),
  bills: working('bills'),
  order: working('order'),
  meterCard: working('meterCard'),
  closing: [...BEGUN, paying({ ...MONEY, step: 'closing' })],
  writingOff: [...BEGUN, paying({ ...MONEY, step: 'writingOff', slow: false })],
  slow: [...BEGUN, paying({ ...MONEY, step: 'writingOff', slow: true })],
  slowAndAway: [
    ...BEGUN,
    paying({ ...MONEY, step: 'writingOff', slow: true }),
    { type: 'agent', present: false },
    5_000,
  ],
  selling: [...BEGUN, paying({ ...MONEY, purpose: 'meterCard', step: 'writingOff', slow: false })],
  slowSelling: [...BEGUN, paying({ ...MONEY, purpose: 'meterCard', step: 'writingOff', slow: true })],
  meterWriting: [
    ...BEGUN,
    paying({ ...MONEY, purpose: 'meterCard', step: 'meterWriting', phase: 'writing' }),
  ],
  meterReading: [
    ...BEGUN,
    paying({ ...MONEY, purpose: 'meterCard', step: 'meterWriting', phase: 'readingBack' }),
  ],
}
