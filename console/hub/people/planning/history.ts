import type { PlanDay, PlanningChange, SpecialDayOrNone } from '@service-hall/contract'
import { HubFact } from '@service-hall/contract'

/** A fact of the record of a place, as the store has it, in order. */
export type Kept = { version: number; at: number; by: string; command: string; fact: string }

/** Changes that are shown. */
export const MOST_CHANGES = 50

/** What was said of a place, change by change, the latest first; days that one command changed are one change. */
export function changesOf(kept: readonly Kept[]): PlanningChange[] {
  const calendar = new Map<PlanDay, SpecialDayOrNone>()
  const last: { rules: object; shifts: object[] } = { rules: {}, shifts: [] }
  const changes: { command: string; change: PlanningChange }[] = []
  for (const { version, at, by, command, fact } of kept) {
    const { data } = HubFact.safeParse(JSON.parse(fact))
    const head = { version, at, by }
    if (data?.type === 'HourRulesSet') {
      changes.push({ command, change: { ...head, of: 'rules', now: data.rules, before: last.rules } })
      last.rules = data.rules
    } else if (data?.type === 'ShiftsSet') {
      const before = last.shifts as typeof data.shifts
      changes.push({ command, change: { ...head, of: 'shifts', now: data.shifts, before } })
      last.shifts = data.shifts
    } else if (data?.type === 'CalendarDaySet') {
      const { day, kind, name } = data
      const now = kind === null ? null : { kind, name }
      const one = { day, now, before: calendar.get(day) ?? null }
      calendar.set(day, now)
      const same = changes.at(-1)
      if (same?.command === command && same.change.of === 'days') {
        same.change.days.push(one)
        same.change.version = version
      } else changes.push({ command, change: { ...head, of: 'days', days: [one] } })
    }
  }
  return changes
    .map(({ change }) => change)
    .slice(-MOST_CHANGES)
    .reverse()
}
