import { inheritedRules, profileKey } from '@service-hall/contract'
import type { PlanningSeen, ProfilePlace, ShiftsSeen, SpecialDaySeen } from '@service-hall/contract'
import { mayActOn, pathOf, regionOf } from '../../access/may.ts'
import type { Account } from '../../access/state.ts'
import { placeAsSeen } from '../../profile/routes.ts'
import { placesAbove } from '../../profile/decide.ts'
import { DEFAULT_SHIFTS } from '../../roster/context.ts'
import type { PlanState } from '../../roster/context.ts'

type State = PlanState & { versions: ReadonlyMap<string, number> }
type Asked = { account: Account; year: string; services: PlanningSeen['services'] }

/** The region whose calendar a page of a place changes: its own; null: a hall or a tier has none. */
export const calendarOf = (place: ProfilePlace): string | null =>
  place.of === 'region' && place.tier === null ? `calendar:${place.regionId}` : null

/** What rosters have to keep at a place, as somebody may see it. `year`: special days before it are left out. */
export function planningSeen(state: State, place: ProfilePlace, asked: Asked): PlanningSeen {
  const key = profileKey(place)
  const calendar = calendarOf(place)
  const version = (stream: string): number => state.versions.get(stream) ?? 0
  const seen = <T extends { from: string }>(one: T): T => ({
    ...one,
    from: one.from === 'default' ? one.from : placeAsSeen(state, asked.account, one.from),
  })
  const layers = placesAbove(state, place).flatMap((one) => {
    const said = state.hourRules.get(profileKey(one))
    return said ? [{ from: profileKey(one), rules: said.rules }] : []
  })
  const days = specialDays(state, place, asked.year)
  return {
    place,
    mayChange: mayActOn(state, asked.account, 'supervise', place),
    rules: {
      own: state.hourRules.get(key)?.rules ?? {},
      values: inheritedRules(layers).map((rule) => ({ ...seen(rule), instead: rule.instead.map(seen) })),
      base: version(`rules:${key}`),
    },
    shifts: {
      own: state.shifts.get(key) ?? null,
      inherited: inheritedShifts(state, place).map(seen),
      base: version(`shifts:${key}`),
    },
    days: {
      own: days.filter(({ from }) => calendar !== null && from === key),
      inherited: days.filter(({ from }) => calendar === null || from !== key).map(seen),
      base: calendar === null ? 0 : version(calendar),
    },
    services: asked.services,
  }
}

function inheritedShifts(state: State, place: ProfilePlace): ShiftsSeen[] {
  const above = placesAbove(state, place).slice(0, -1)
  const said = above.flatMap((one) => {
    const shifts = state.shifts.get(profileKey(one))
    return shifts ? [{ from: profileKey(one), shifts }] : []
  })
  return [...said.reverse(), { from: 'default', shifts: [...DEFAULT_SHIFTS] }]
}

/** The nearest word on each day, in order of days. */
function specialDays(state: State, place: ProfilePlace, year: string): SpecialDaySeen[] {
  const regionId = regionOf(state, place)
  const found = new Map<string, SpecialDaySeen>()
  for (const one of regionId === undefined ? [] : pathOf(state, regionId).reverse())
    for (const [day, special] of state.calendar.get(one) ?? [])
      if (day >= year) found.set(day, { day, ...special, from: `region:${one}` })
  return [...found.values()].sort((a, b) => (a.day < b.day ? -1 : 1))
}
