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

/** What is asked somewhere and where: a `profileKey`, or `default`. */
export type RuleLayer = { from: string; rules: HourRules }

/** One rule: what holds, where that is said, and what it stands instead of, the nearest first. null: nothing is asked. */
export type RuleSeen = {
  /** `hoursPerDay`, … , `cover.pay`. */
  path: string
  value: number | null
  from: string
  instead: { value: number | null; from: string }[]
}

/** Rules by their path. */
function valuesOf({ cover = {}, ...single }: HourRules): [string, number | null][] {
  return [
    ...Object.entries(single),
    ...Object.entries(cover).map(([service, people]): [string, number | null] => [
      `cover.${service}`,
      people,
    ]),
  ].flatMap(([path, value]): [string, number | null][] => (value === undefined ? [] : [[path, value]]))
}

/** The same as `holdingRules`, with where each is said; what is the default is `from` `default`. */
export function inheritedRules(layers: readonly RuleLayer[]): RuleSeen[] {
  const found = new Map<string, RuleSeen>()
  for (const { from, rules } of [{ from: 'default', rules: DEFAULT_RULES }, ...layers])
    for (const [path, value] of valuesOf(rules)) {
      const before = found.get(path)
      const instead = before ? [{ value: before.value, from: before.from }, ...before.instead] : []
      found.set(path, { path, value, from, instead })
    }
  return [...found.values()]
}

/** Rules of a place with one of them said otherwise; undefined: inherited again. */
export function withRule(rules: HourRules, path: string, value: number | null | undefined): HourRules {
  const [part = '', service] = path.split('.')
  if (service === undefined) return without({ ...rules, [part]: value }, (one) => one === undefined)
  const cover = without({ ...rules.cover, [service]: value }, (one) => one === undefined)
  const { cover: _before, ...others } = rules
  return (Object.keys(cover).length === 0 ? others : { ...others, cover }) as HourRules
}

function without(table: object, isLeft: (value: unknown) => boolean): Record<string, unknown> {
  return Object.fromEntries(Object.entries(table).filter(([, value]) => !isLeft(value)))
}
