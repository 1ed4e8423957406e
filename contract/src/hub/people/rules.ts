import type { HourRules } from './words.ts'

/** Rules as they hold somewhere; null: nothing is asked. */
export type HoldingRules = {
  hoursPerDay: number | null
  hoursPerWeek: number | null
  daysInARow: number | null
  restHours: number | null
  stretchHours: number | null
  breakMinutes: number | null
  people: number | null
  /** Service → people. */
  cover: Record<string, number>
}

/**
 * What holds where nobody says otherwise: 8 hours a day and 40 a week (国务院关于职工工作时间的规定, 1995), a free day in
 * seven (劳动法 art. 38), 11 hours of rest, half an hour of break after 5 hours, one person while the hall is open.
 */
export const DEFAULT_RULES: Readonly<HoldingRules> = {
  hoursPerDay: 8,
  hoursPerWeek: 40,
  daysInARow: 6,
  restHours: 11,
  stretchHours: 5,
  breakMinutes: 30,
  people: 1,
  cover: {},
}

/** What holds where these rules meet, the widest first: the nearest that names a rule has it, of cover each service. */
export function holdingRules(layers: readonly HourRules[]): HoldingRules {
  const holding: HoldingRules = { ...DEFAULT_RULES, cover: {} }
  for (const { cover = {}, ...single } of layers) {
    Object.assign(
      holding,
      Object.fromEntries(Object.entries(single).filter(([, value]) => value !== undefined)),
    )
    for (const [service, people] of Object.entries(cover))
      if (people === null) delete holding.cover[service]
      else holding.cover[service] = people
  }
  return holding
}
