import type { AppraisedKind, Indicator, IndicatorSetVersion } from './words.ts'

// What stands where nobody has said otherwise. These sets are ours, not a standard's: the limits of a case (residential
// payment 5 minutes, power-use business 20) are those usually told to customers; weights and ends are to be set.

type Ends = Pick<Indicator, 'good' | 'bad' | 'weight' | 'least'>

const inTime = (ends: Ends): Indicator => ({
  ...{ id: 'inTime', name: { zh: '办理时限达标率', en: 'Cases within their limit' }, group: 'time' },
  ...{ numerator: 'served - overLimit', denominator: 'served', kind: 'share', scale: 100, unit: '%' },
  ...ends,
})
const handling = (ends: Ends): Indicator => ({
  ...{ id: 'handling', name: { zh: '平均办理时长', en: 'Mean handling time' }, group: 'efficiency' },
  ...{ numerator: 'handlingMs', denominator: 'served', kind: 'mean', scale: 1 / 60_000, unit: 'min' },
  ...ends,
})
const perDay = (ends: Ends): Indicator => ({
  ...{ id: 'perDay', name: { zh: '日均办理量', en: 'Cases a day' }, group: 'efficiency' },
  ...{ numerator: 'served', denominator: 'days', kind: 'mean', scale: 1, unit: '' },
  ...ends,
})
const satisfied = (ends: Ends): Indicator => ({
  ...{ id: 'satisfied', name: { zh: '满意率', en: 'Satisfied' }, group: 'satisfaction' },
  ...{ numerator: 'satisfied', denominator: 'ratings', kind: 'share', scale: 100, unit: '%' },
  ...ends,
})
const rated = (ends: Ends): Indicator => ({
  ...{ id: 'rated', name: { zh: '评价率', en: 'Rated' }, group: 'quality' },
  ...{ numerator: 'min(ratings, served)', denominator: 'served', kind: 'share', scale: 100, unit: '%' },
  ...ends,
})
const wait = (ends: Ends): Indicator => ({
  ...{ id: 'wait', name: { zh: '平均等候时长', en: 'Mean wait' }, group: 'efficiency' },
  ...{ numerator: 'waitMs', denominator: 'waits', kind: 'mean', scale: 1 / 60_000, unit: 'min' },
  ...ends,
})
const lost = (ends: Ends): Indicator => ({
  ...{ id: 'noShow', name: { zh: '过号率', en: 'No-shows' }, group: 'quality' },
  ...{ numerator: 'min(noShows, waits)', denominator: 'waits', kind: 'share', scale: 100, unit: '%' },
  ...ends,
})

const COUNTER = (minutes: number, cases: number): Indicator[] => [
  inTime({ good: 99, bad: 85, weight: 30, least: 20 }),
  handling({ good: minutes / 2, bad: minutes, weight: 15, least: 20 }),
  perDay({ good: cases, bad: cases / 4, weight: 15, least: 5 }),
  satisfied({ good: 99, bad: 85, weight: 30, least: 10 }),
  rated({ good: 90, bad: 30, weight: 10, least: 20 }),
]

const DEFAULTS: Readonly<Record<AppraisedKind, Indicator[]>> = {
  comprehensive: COUNTER(15, 40),
  newConnection: COUNTER(20, 20),
  charge: COUNTER(5, 80),
  hall: [
    inTime({ good: 99, bad: 85, weight: 25, least: 50 }),
    wait({ good: 5, bad: 15, weight: 25, least: 50 }),
    satisfied({ good: 99, bad: 85, weight: 30, least: 30 }),
    rated({ good: 90, bad: 30, weight: 10, least: 50 }),
    lost({ good: 2, bad: 15, weight: 10, least: 50 }),
  ],
}

export function defaultSet(kind: AppraisedKind): IndicatorSetVersion {
  const none = { version: 0, from: null, regionId: null }
  return { ...none, indicators: DEFAULTS[kind], limits: { pay: 5 }, limit: 20 }
}
