import { daysOf, isAway } from '@service-hall/contract'
import type { OwnRoster, OwnSwap, PlanDay, RosterDuty, StaffNumber, Week } from '@service-hall/contract'
import { specialDay } from '../../people/open-days.ts'
import type { Person } from '../../people/state.ts'
import { staffOf } from '../context.ts'
import type { PlanState } from '../context.ts'

/** Swaps of the past that are still told. */
const MOST_SWAPS = 60

/** Swaps of a hall's weeks that somebody is part of, the latest week first. */
export function swapsOf(state: PlanState, { hallId, number }: Person): OwnSwap[] {
  return [...(state.rosters.get(hallId)?.values() ?? [])]
    .flatMap(({ week, swaps }) => [...swaps.values()].map((swap) => ({ ...swap, hallId, week })))
    .filter((swap) => swap.number === number || swap.other === number)
    .sort((a, b) => (a.week < b.week ? 1 : -1))
    .slice(0, MOST_SWAPS)
}

/** Whether somebody works in their hall on a day. */
export const isEmployed = ({ from, until }: Person, day: PlanDay): boolean =>
  from <= day && (until === null || day <= until)

/**
 * With whom somebody may swap in a week: the others of their hall who work there, and what of the published week they do.
 * None for somebody who does not work there today.
 */
export function colleaguesOf(
  state: PlanState,
  person: Person,
  { week, today }: { week: Week; today: PlanDay },
): { number: StaffNumber; days: RosterDuty[] }[] {
  const published = state.rosters.get(person.hallId)?.get(week)?.published
  if (!published || !isEmployed(person, today)) return []
  const rows = new Map(published.rows.map((row) => [row.number, row.days]))
  return staffOf(state, person.hallId, week)
    .filter(({ number }) => number !== person.number)
    .map(({ number }) => ({ number, days: rows.get(number) ?? daysOf(week).map(() => null) }))
}

/** The days of a week as somebody works them. */
export function ownDays(state: PlanState, person: Person, week: Week): OwnRoster['days'] {
  const published = state.rosters.get(person.hallId)?.get(week)?.published
  const row = published?.rows.find(({ number }) => number === person.number)
  const away = [...person.absences.values()].filter(({ granted }) => granted)
  return daysOf(week).map((day, at) => {
    const special = specialDay(state, person.hallId, day)
    const what = { duty: row?.days[at] ?? null, away: isAway({ away }, day) }
    return { day, kind: special?.kind ?? null, name: special?.name ?? null, ...what }
  })
}
