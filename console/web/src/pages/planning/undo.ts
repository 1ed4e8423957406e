import type { PlanningChange, PlanningSeen } from '@service-hall/contract'
import type { Unsent } from '../../api/commands.ts'

/** The command that makes what was before a change hold again; null: there is nothing to send. */
export function undoOf(seen: PlanningSeen, change: PlanningChange): Unsent | null {
  const { place } = seen
  switch (change.of) {
    case 'rules':
      return { type: 'people.setRules', place, rules: change.before, base: seen.rules.base }
    case 'shifts':
      return { type: 'roster.setShifts', place, shifts: change.before, base: seen.shifts.base }
    case 'days': {
      if (place.of !== 'region') return null
      const days = change.days.map(({ day, before }) => ({
        ...{ day, kind: before?.kind ?? null, name: before?.name ?? null },
      }))
      return { type: 'people.setDays', regionId: place.regionId, base: seen.days.base, days }
    }
  }
}
