import type { HallHours } from '@service-hall/contract'
import { mean } from '../../hall/figures.ts'

type Hour = HallHours['hours'][number]

/** The four themes of a hall's day. */
export const THEMES = ['accepted', 'counter', 'handling', 'selfService'] as const
export type Theme = (typeof THEMES)[number]

/** Which facts a theme's figures are made of. */
export const FACTS_OF: Readonly<Record<Theme, Record<string, string>>> = {
  accepted: { kinds: 'issued' },
  counter: { kinds: 'served' },
  handling: { kinds: 'served' },
  selfService: { kinds: 'issued', selfIssued: 'true' },
}

const toMinutes = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 6_000) / 10)

/** A theme's figure of an hour: what it was, and what is usual; null: there was none. Times in minutes. */
export function figureOf(theme: Theme, { sums, usual }: Hour): { is: number | null; usual: number | null } {
  switch (theme) {
    case 'accepted':
      return { is: sums.issued, usual: usual?.issued ?? null }
    case 'counter':
      return { is: sums.served, usual: usual?.served ?? null }
    case 'handling':
      return {
        is: toMinutes(mean(sums.handlingMs, sums.served)),
        usual: toMinutes(usual?.meanHandlingMs ?? null),
      }
    case 'selfService':
      return { is: sums.selfIssued, usual: usual?.selfIssued ?? null }
  }
}

/** What a theme says of a whole stretch of hours: counts are added up, the mean is over all cases. */
export function totalOf(theme: Theme, hours: readonly Hour[]): number | null {
  if (theme !== 'handling') return hours.reduce((sum, hour) => sum + (figureOf(theme, hour).is ?? 0), 0)
  const sum = (of: (hour: Hour) => number): number => hours.reduce((all, hour) => all + of(hour), 0)
  return toMinutes(
    mean(
      sum(({ sums }) => sums.handlingMs),
      sum(({ sums }) => sums.served),
    ),
  )
}

/**
 * How much more or less than usual, in percent, over the hours that are over (of the running one nobody knows yet what it
 * will be). Null: there is nothing to compare with, or it is a mean.
 */
export function againstUsual(theme: Theme, hours: readonly Hour[], runningHour: number): number | null {
  if (theme === 'handling') return null
  const over = hours.filter(({ hour, usual }) => hour < runningHour && usual !== null)
  const usual = over.reduce((sum, hour) => sum + (figureOf(theme, hour).usual ?? 0), 0)
  if (usual === 0) return null
  return Math.round((100 * ((totalOf(theme, over) ?? 0) - usual)) / usual)
}
