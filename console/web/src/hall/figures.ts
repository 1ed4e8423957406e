import type { HallToday } from '@service-hall/contract'
import { spanText, useText } from '@service-hall/ui'

/** Below so many a share or a mean says little, and is marked. */
export const FEW = 30

/** A sum by its count; null: of nothing. */
export const mean = (sum: number, count: number): number | null => (count > 0 ? sum / count : null)

export type FigureText = {
  /** `4.2 min` of ms; a dash of nothing. */
  minutes: (ms: number | null) => string
  percent: (part: number, whole: number) => string
  span: (ms: number) => string
  meanWait: (today: Pick<HallToday, 'waitMs' | 'waits'>) => string
  meanHandling: (today: Pick<HallToday, 'handlingMs' | 'served'>) => string
  satisfaction: (today: Pick<HallToday, 'satisfied' | 'ratings'>) => string
}

/** Figures as they are written, with their units. */
export function useFigures(): FigureText {
  const { t } = useText()
  const minutes = (ms: number | null): string =>
    ms === null ? t('unit.none') : t('unit.minutes', { n: (ms / 60_000).toFixed(1) })
  const percent = (part: number, whole: number): string =>
    whole > 0 ? t('unit.percent', { n: Math.round((100 * part) / whole) }) : t('unit.none')
  return {
    minutes,
    percent,
    span: spanText,
    meanWait: ({ waitMs, waits }) => minutes(mean(waitMs, waits)),
    meanHandling: ({ handlingMs, served }) => minutes(mean(handlingMs, served)),
    satisfaction: ({ satisfied, ratings }) => percent(satisfied, ratings),
  }
}
