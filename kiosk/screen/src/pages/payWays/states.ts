import { AT_WAYS, BEGUN, WAYS, paying } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

export const states: States = {
  all: [...BEGUN, paying(AT_WAYS)],
  some: [
    ...BEGUN,
    paying({
      ...AT_WAYS,
      ways: WAYS.map((way, n) => ({
        ...way,
        problem: ['channelAway', null, 'amountTooLarge', 'noDevice', null, 'cashBoxFull'][n] as
          'noDevice' | null,
      })),
    }),
  ],
  none: [
    ...BEGUN,
    paying({ ...AT_WAYS, ways: WAYS.map((way) => ({ ...way, problem: 'channelAway' as const })) }),
  ],
  manyMonths: [
    ...BEGUN,
    paying({
      ...AT_WAYS,
      summary: {
        ...AT_WAYS.summary,
        months: ['2026-07', '2026-08', '2026-09', '2026-10'],
        prepayFen: 20_000,
      },
    }),
  ],
  topUp: [
    ...BEGUN,
    paying({
      ...AT_WAYS,
      purpose: 'meterCard',
      summary: { ...AT_WAYS.summary, months: [], prepayFen: 15_000, totalFen: 15_000 },
    }),
  ],
}
