import { AT_CASH, BEGUN, paying } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

export const states: States = {
  empty: [...BEGUN, paying(AT_CASH)],
  some: [
    ...BEGUN,
    paying({ ...AT_CASH, insertedFen: 15_000, last: { fen: 5_000, noteNo: 2 }, ifEnded: 'toBalance' }),
  ],
  refused: [
    ...BEGUN,
    paying({
      ...AT_CASH,
      insertedFen: 10_000,
      last: { fen: 10_000, noteNo: 1 },
      refused: 1,
      ifEnded: 'paysPart',
    }),
  ],
  stopped: [
    ...BEGUN,
    paying({
      ...{ ...AT_CASH, insertedFen: 10_000, last: { fen: 10_000, noteNo: 1 } },
      ...{ acceptor: 'stopped', ifEnded: 'toBalance' },
    }),
  ],
  doubtful: [
    ...BEGUN,
    paying({
      ...{ ...AT_CASH, insertedFen: 10_000, last: { fen: 10_000, noteNo: 1 } },
      ...{ acceptor: 'stopped', doubtful: 1, ifEnded: 'toBalance' },
    }),
  ],
  busy: [...BEGUN, paying({ ...AT_CASH, acceptor: 'busy' })],
  over: [
    ...BEGUN,
    paying({ ...AT_CASH, insertedFen: 40_000, last: { fen: 10_000, noteNo: 4 }, acceptor: 'stopped' }),
  ],
  overTopUp: [
    ...BEGUN,
    paying({ ...AT_CASH, purpose: 'meterCard', insertedFen: 40_000, acceptor: 'stopped' }),
  ],
  hurries: [...BEGUN, paying({ ...AT_CASH, insertedFen: 15_000, ifEnded: 'toBalance' }), 50_000],
}
