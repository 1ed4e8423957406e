import { reaches } from '@service-hall/contract'
import type { AlertKind, AlertRule, Severity } from '@service-hall/contract'

/** Since when a cause is bad, critical or good without a break, ms of a steady clock; null: it is not. */
export type CauseMemory = { bad: number | null; critical: number | null; good: number | null }

/** What a cause shows now: a value; null: too few single values to say. */
export type Shown = number | null

export type StepInput = {
  kind: AlertKind
  rule: AlertRule
  /** Severity of the open alert of this cause; null: there is none. */
  open: Severity | null
  memory: CauseMemory
  value: Shown
  /** Steady clock, ms. */
  now: number
}
export type StepOutput = {
  memory: CauseMemory
  act: 'raise' | 'worsen' | 'clear' | null
  /** When time alone may bring an act, ms of the steady clock; null: it brings none. */
  due: number | null
}

export const FRESH: CauseMemory = { bad: null, critical: null, good: null }

/** Limits of a rule; what is so or not so is 1 or 0. */
export const limitsOf = ({
  raise,
  clear,
  critical,
}: AlertRule): { raise: number; clear: number; critical: number | null } => ({
  raise: raise ?? 1,
  clear: clear ?? 0,
  critical,
})

/**
 * Looks at one cause once more. Pure. An alert is raised when its limit was reached at every look for as long as the rule
 * says, and ends when the value was as good as the other limit at every look for as long as the rule says; in between
 * nothing changes. An act that could not be recorded comes out again at the next look.
 */
export function step({ kind, rule, open, memory, value, now }: StepInput): StepOutput {
  const { raise, clear, critical } = limitsOf(rule)
  const isBad = value !== null && reaches(kind, value, raise)
  const isCritical = value !== null && critical !== null && reaches(kind, value, critical)
  // `clear` itself is good enough, unless it is as bad as the beginning.
  const isGood = value === null || (!isBad && (value === clear || !reaches(kind, value, clear)))
  const next: CauseMemory = {
    bad: isBad ? (memory.bad ?? now) : null,
    critical: isCritical ? (memory.critical ?? now) : null,
    good: isGood ? (memory.good ?? now) : null,
  }
  if (open === null) {
    if (next.bad === null) return { memory: next, act: null, due: null }
    const due = next.bad + rule.raiseHeldMs
    return { memory: next, act: now >= due ? 'raise' : null, due }
  }
  if (next.good !== null) {
    const due = next.good + rule.clearHeldMs
    return { memory: next, act: now >= due ? 'clear' : null, due }
  }
  if (open !== 'critical' && next.critical !== null) {
    const due = next.critical + rule.raiseHeldMs
    return { memory: next, act: now >= due ? 'worsen' : null, due }
  }
  return { memory: next, act: null, due: null }
}

/** How grave an alert is that begins with this value. */
export function severityOf(kind: AlertKind, { severity, critical }: AlertRule, value: Shown): Severity {
  return value !== null && critical !== null && reaches(kind, value, critical) ? 'critical' : severity
}
