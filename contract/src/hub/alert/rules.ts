import { z } from 'zod'
import type { Power, Tier } from '../words.ts'
import { Severity } from './words.ts'
import type { AlertKind } from './words.ts'

const DAY_MS = 86_400_000
const figure = z.number().finite().min(0).max(DAY_MS)
const held = z.number().int().min(0).max(DAY_MS)

/**
 * When an alert is raised and when it ends. `raise` and `clear` are in the unit of the kind (`ALERT_RULES`); a kind that
 * is so or not so has none. All times in ms, measured by a steady clock.
 */
export const AlertRule = z.strictObject({
  on: z.boolean(),
  severity: Severity,
  /** Reached, and held for `raiseHeldMs`: the alert is raised. */
  raise: figure.nullable(),
  /** No longer reached, and not for `clearHeldMs`: it ends. */
  clear: figure.nullable(),
  /** Reached: the alert is critical whatever `severity` says. */
  critical: figure.nullable(),
  raiseHeldMs: held,
  clearHeldMs: held,
  /** Of single values that the measured one is made of, at least so many; fewer say nothing. */
  least: z.number().int().min(1).max(100_000),
  /**
   * Judged only while the hall is open by its own hours: what is switched off then is meant to be. Whatever it says, a
   * machine is not judged while its power calendar has it switched off.
   */
  hoursOnly: z.boolean(),
  /** Nobody has taken it for so long: the region above hears of it. 0: never. */
  escalateMs: held,
})
export type AlertRule = z.infer<typeof AlertRule>

/** What a place says otherwise than what it inherits. */
export const AlertRuleChange = AlertRule.partial()
export type AlertRuleChange = z.infer<typeof AlertRuleChange>

/** Unit of what a kind measures; `state`: it is so, or not. `level`: 1 low, 2 used up. */
export type AlertUnit = 'ms' | 'share' | 'count' | 'level' | 'state'

export type AlertKindRow = {
  unit: AlertUnit
  /** On which side of its limit a value is bad. */
  bad: 'above' | 'below'
  /** What it is about. */
  of: 'hall' | 'counter' | 'station' | 'device' | 'consumable'
  /** Any of these powers at the hall acts on it. */
  powers: readonly Power[]
  /** No hall of this release reports what it is measured by: halls that do payments do. */
  waitsFor?: 'payments'
  rule: AlertRule
  tiers?: Partial<Record<Tier, AlertRuleChange>>
}

const MINUTE = 60_000
const state = {
  on: true,
  severity: 'warning' as const,
  ...{ raise: null, clear: null, critical: null, least: 1 },
  ...{ raiseHeldMs: MINUTE, clearHeldMs: 30_000, escalateMs: 30 * MINUTE, hoursOnly: false },
}
const FLOOR = ['supervise'] as const
const MACHINES = ['operate', 'supervise'] as const

/** All kinds, what they measure, and the rules that hold where nobody says otherwise (docs/region.md, Alerts). */
export const ALERT_RULES: Readonly<Record<AlertKind, AlertKindRow>> = {
  hallSilent: {
    ...{ unit: 'state', bad: 'above', of: 'hall', powers: MACHINES },
    rule: {
      ...state,
      ...{ severity: 'critical', raiseHeldMs: 2 * MINUTE, escalateMs: 15 * MINUTE, hoursOnly: true },
    },
    tiers: { D: { severity: 'warning', raiseHeldMs: 10 * MINUTE } },
  },
  waitTooLong: {
    ...{ unit: 'ms', bad: 'above', of: 'hall', powers: FLOOR },
    rule: {
      ...state,
      ...{ raise: 15 * MINUTE, clear: 10 * MINUTE, critical: 30 * MINUTE, clearHeldMs: MINUTE },
      escalateMs: 20 * MINUTE,
    },
    tiers: {
      C: { raise: 20 * MINUTE, clear: 15 * MINUTE, critical: 40 * MINUTE },
      D: { raise: 20 * MINUTE, clear: 15 * MINUTE, critical: 40 * MINUTE },
    },
  },
  noCounter: {
    ...{ unit: 'ms', bad: 'above', of: 'hall', powers: FLOOR },
    rule: {
      ...state,
      ...{ raise: 5 * MINUTE, clear: MINUTE, critical: 15 * MINUTE, raiseHeldMs: 30_000 },
    },
  },
  counterIdle: {
    ...{ unit: 'ms', bad: 'above', of: 'counter', powers: FLOOR },
    rule: { ...state, raise: 5 * MINUTE, clear: MINUTE, critical: 15 * MINUTE, raiseHeldMs: 0 },
  },
  handlingOverLimit: {
    ...{ unit: 'share', bad: 'above', of: 'counter', powers: FLOOR },
    rule: { ...state, ...{ raise: 1, clear: 0.9, critical: 2 }, clearHeldMs: 0, escalateMs: 0 },
  },
  ratingLow: {
    ...{ unit: 'share', bad: 'below', of: 'hall', powers: FLOOR },
    rule: {
      ...state,
      ...{ raise: 0.8, clear: 0.85, critical: 0.5, least: 10, raiseHeldMs: 5 * MINUTE },
      ...{ clearHeldMs: 5 * MINUTE, escalateMs: 0 },
    },
  },
  stationLost: {
    ...{ unit: 'state', bad: 'above', of: 'station', powers: MACHINES },
    rule: { ...state, raiseHeldMs: 2 * MINUTE, hoursOnly: true },
  },
  deviceDown: {
    ...{ unit: 'state', bad: 'above', of: 'device', powers: MACHINES },
    rule: { ...state },
  },
  consumableLow: {
    ...{ unit: 'level', bad: 'above', of: 'consumable', powers: MACHINES },
    rule: { ...state, raise: 1, clear: 0, critical: 2, escalateMs: 60 * MINUTE },
  },
  kioskStuck: {
    ...{ unit: 'ms', bad: 'above', of: 'station', powers: FLOOR },
    rule: {
      ...state,
      ...{ raise: 3 * MINUTE, clear: MINUTE, critical: 10 * MINUTE, raiseHeldMs: 0, escalateMs: 0 },
    },
    // Smaller halls have nobody on the floor who would have seen it.
    tiers: {
      C: { raise: 5 * MINUTE, critical: 15 * MINUTE },
      D: { raise: 5 * MINUTE, critical: 15 * MINUTE },
    },
  },
  takingsUnusual: {
    ...{ unit: 'share', bad: 'above', of: 'station', powers: MACHINES, waitsFor: 'payments' },
    rule: { ...state, raise: 0.5, clear: 0.3, least: 4, raiseHeldMs: 10 * MINUTE },
  },
  unknownsAgeing: {
    ...{ unit: 'ms', bad: 'above', of: 'hall', powers: MACHINES, waitsFor: 'payments' },
    rule: { ...state, raise: 30 * MINUTE, clear: 0, critical: 120 * MINUTE },
  },
}

/** A rule's changes at one place, `default`, `default:A`, `region:sd`, `hall:H1`. */
export type AlertRuleLayer = { from: string; rule: AlertRuleChange }

export type AlertRuleField = keyof AlertRule
type Said = { value: AlertRule[AlertRuleField]; from: string }
/** A rule as it holds somewhere, and for each of its values where that is said and what it stands instead of. */
export type AlertRuleSeen = {
  kind: AlertKind
  rule: AlertRule
  from: Record<AlertRuleField, string>
  instead: Partial<Record<AlertRuleField, Said[]>>
}

/** A kind that was so or not so in an earlier release has limits now: that it had none then says nothing. */
const isNoLimit = (kind: AlertKind, field: string, value: unknown): boolean =>
  value === null && ALERT_RULES[kind].unit !== 'state' && (field === 'raise' || field === 'clear')

/**
 * The rule that holds where these layers meet, the widest first, upon the built-in ones. `tier` null: of no tier. An end
 * that lies on the wrong side of the beginning, which layers can make together, counts as the beginning.
 */
export function inheritedRule(
  kind: AlertKind,
  tier: Tier | null,
  layers: readonly AlertRuleLayer[],
): AlertRuleSeen {
  const { rule: base, tiers = {}, bad } = ALERT_RULES[kind]
  const ofTier = tier === null ? undefined : tiers[tier]
  const all = [...(ofTier ? [{ from: `default:${tier}`, rule: ofTier }] : []), ...layers]
  const rule: Record<string, unknown> = { ...base }
  const from = Object.fromEntries(Object.keys(base).map((field) => [field, 'default']))
  const instead: Partial<Record<string, Said[]>> = {}
  for (const layer of all)
    for (const [field, value] of Object.entries(layer.rule)) {
      if (value === undefined || value === rule[field] || isNoLimit(kind, field, value)) continue
      const before = { value: rule[field], from: from[field] ?? 'default' } as Said
      instead[field] = [before, ...(instead[field] ?? [])]
      rule[field] = value
      from[field] = layer.from
    }
  const seen = { kind, rule: rule as AlertRule, from, instead } as AlertRuleSeen
  const { raise, clear } = seen.rule
  if (raise !== null && clear !== null)
    seen.rule.clear = bad === 'above' ? Math.min(raise, clear) : Math.max(raise, clear)
  return seen
}

/** Whether a value has reached a limit, on the bad side of it. */
export function reaches(kind: AlertKind, value: number, limit: number): boolean {
  return ALERT_RULES[kind].bad === 'above' ? value >= limit : value <= limit
}
