import { daysLater, profileKey } from '@service-hall/contract'
import type { HallId, Neighbour, RosterContext, RosterPerson, Shift, Week } from '@service-hall/contract'
import type { OrganisationState } from '../organisation/state.ts'
import { openDays, rulesOf } from '../people/open-days.ts'
import type { PeopleState, Person } from '../people/state.ts'
import { placesOf } from '../profile/decide.ts'
import type { ProfileState } from '../profile/state.ts'
import type { RosterState } from './state.ts'

export type PlanState = OrganisationState & ProfileState & PeopleState & RosterState

const shift = (id: string, zh: string, en: string, ...spans: [number, number][]): Shift => ({
  id: id as Shift['id'],
  name: { zh, en },
  stretches: spans.map(([from, to]) => ({ from, to })),
})

/** Shifts where nobody has said any; the lunch hours overlap so that the hall stays open. */
export const DEFAULT_SHIFTS: readonly Shift[] = [
  shift('D1', '正常班（午休 11:30）', 'Day, lunch 11:30', [510, 690], [750, 1020]),
  shift('D2', '正常班（午休 12:30）', 'Day, lunch 12:30', [510, 750], [810, 1020]),
  shift('AM', '上午班', 'Morning', [510, 720]),
  shift('PM', '下午班', 'Afternoon', [780, 1020]),
]

/** The shifts of a hall: those of the nearest place that says any. */
export function shiftsOf(state: PlanState, hallId: HallId): readonly Shift[] {
  const said = placesOf(state, hallId).flatMap((place) => {
    const list = state.shifts.get(profileKey(place))
    return list ? [list] : []
  })
  return said.at(-1) ?? DEFAULT_SHIFTS
}

/** Who works in a hall in a week, by number. */
export function staffOf({ people }: PeopleState, hallId: HallId, week: Week): Person[] {
  const last = daysLater(week, 6)
  return [...people.values()]
    .filter((one) => one.hallId === hallId && one.from <= last && (one.until === null || week <= one.until))
    .sort((a, b) => (a.number < b.number ? -1 : 1))
}

function asRostered({ absences, hallId: _hallId, ...person }: Person): RosterPerson {
  const away = [...absences.values()].filter(({ granted }) => granted).map(({ from, to }) => ({ from, to }))
  return { ...person, away }
}

function neighbourOf({ rosters }: RosterState, hallId: HallId, week: Week): Neighbour | null {
  const published = rosters.get(hallId)?.get(week)?.published
  return published ? { rows: published.rows, shifts: published.shifts } : null
}

/** All that a week of a hall is planned and checked with. */
export function contextOf(state: PlanState, hallId: HallId, week: Week): RosterContext {
  return {
    week,
    people: staffOf(state, hallId, week).map(asRostered),
    shifts: shiftsOf(state, hallId),
    rules: rulesOf(state, hallId),
    open: openDays(state, hallId, week).open,
    before: neighbourOf(state, hallId, daysLater(week, -7)),
    after: neighbourOf(state, hallId, daysLater(week, 7)),
  }
}
