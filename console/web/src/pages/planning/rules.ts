import { HourRules, withRule } from '@service-hall/contract'
import type { RuleSeen } from '@service-hall/contract'

export type RuleUnit = 'hours' | 'days' | 'minutes' | 'people'
type Told = { unit: RuleUnit; least: number; most: number; isWhole: boolean }

/** Units and bounds of the rules, as the schema has them. */
const RULES: Readonly<Record<string, Told>> = {
  hoursPerDay: { unit: 'hours', least: 1, most: 24, isWhole: false },
  hoursPerWeek: { unit: 'hours', least: 1, most: 100, isWhole: false },
  daysInARow: { unit: 'days', least: 1, most: 14, isWhole: true },
  restHours: { unit: 'hours', least: 0, most: 24, isWhole: false },
  stretchHours: { unit: 'hours', least: 1, most: 12, isWhole: false },
  breakMinutes: { unit: 'minutes', least: 0, most: 240, isWhole: true },
  people: { unit: 'people', least: 0, most: 200, isWhole: true },
}
const COVER: Told = { unit: 'people', least: 0, most: 200, isWhole: true }
const ORDER = Object.keys(RULES)

/** What a rule is told in. */
export const ruleOf = (path: string): Told => RULES[path] ?? COVER

/** The service that a rule of cover is about; null: it is another rule. */
export const serviceOf = (path: string): string | null =>
  path.startsWith('cover.') ? path.slice('cover.'.length) : null

/** Rules in the order of the page: those of hours, then cover by service. */
export function inOrder(rules: readonly RuleSeen[]): RuleSeen[] {
  const rank = ({ path }: RuleSeen): number => (ORDER.includes(path) ? ORDER.indexOf(path) : ORDER.length)
  return [...rules].sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1))
}

/** The rules of a place with one value that was typed; null: it cannot be. `typed` null: nothing is asked. */
export function typedRule(own: HourRules, path: string, typed: string | null): HourRules | null {
  const { least, most, isWhole } = ruleOf(path)
  const text = typed?.normalize('NFKC').trim() ?? ''
  const value = typed === null ? null : Number(text)
  if (value !== null && (text === '' || !(value >= least && value <= most))) return null
  if (value !== null && isWhole && !Number.isInteger(value)) return null
  return HourRules.safeParse(withRule(own, path, value)).data ?? null
}
