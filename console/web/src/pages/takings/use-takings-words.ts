import { yuanText } from '@service-hall/contract'
import type { HallTakings, SumTaken, SuspenseSum } from '@service-hall/contract'
import { useText } from '@service-hall/ui'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

export type TakingsWords = {
  age: (ms: number) => string
  /** The usual range so far; what to say where nobody knows it. */
  usual: (compared: HallTakings['compared']) => string
  /** What is too much and too little. */
  suspense: (sum: SuspenseSum) => string
  /** A channel, or the utility. */
  side: (side: string) => string
  /** What kiosks and counters took, apart. */
  places: (taken: { kiosks: SumTaken; counters: SumTaken }) => string[]
}

/** What the page says of takings, in the language that is on. */
export function useTakingsWords(): TakingsWords {
  const { t } = useText()
  const KNOWN = ['alipay', 'wechat', 'unionpay', 'bankCard', 'cash', 'billing']
  return {
    age(ms) {
      if (ms < MINUTE_MS) return t('age.moment')
      if (ms < HOUR_MS) return t('age.minutes', { n: Math.floor(ms / MINUTE_MS) })
      return ms < 2 * DAY_MS
        ? t('age.hours', { n: Math.floor(ms / HOUR_MS) })
        : t('age.days', { n: Math.floor(ms / DAY_MS) })
    },
    usual: ({ kiosks, low, high }) =>
      kiosks === 0
        ? t('takings.usualUnknown')
        : t('takings.usualRange', { low: yuanText(low), high: yuanText(high) }),
    suspense: ({ overFen, shortFen }) =>
      [
        ...(overFen > 0 ? [t('takings.over', { sum: yuanText(overFen) })] : []),
        ...(shortFen > 0 ? [t('takings.short', { sum: yuanText(shortFen) })] : []),
      ].join(' · '),
    places: ({ kiosks, counters }) => [
      t('takings.place', { place: t('takings.kiosks'), sum: yuanText(kiosks.fen) }),
      t('takings.place', { place: t('takings.counters'), sum: yuanText(counters.fen) }),
    ],
    side: (side) => (KNOWN.includes(side) ? t(`takings.channel.${side}`) : side),
  }
}
