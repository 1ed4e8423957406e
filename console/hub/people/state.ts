import { profileKey } from '@service-hall/contract'
import type {
  AbsenceKind,
  DayKind,
  HourRules,
  Localized,
  PlanDay,
  ProfilePlace,
  RegionId,
  StaffData,
  StaffNumber,
} from '@service-hall/contract'
import type { HubEvolve } from '../core/capability.ts'

export type Absence = {
  absenceId: string
  kind: AbsenceKind
  from: PlanDay
  to: PlanDay
  /** null: not decided yet. */
  granted: boolean | null
  /** Who asked, `account:…`, and when, epoch ms. */
  askedBy: string
  askedAt: number
  decidedBy: string | null
}

export type Person = StaffData & { number: StaffNumber; absences: Map<string, Absence> }
export type SpecialDay = { kind: DayKind; name: Localized | null }

export type PeopleState = {
  people: Map<StaffNumber, Person>
  /** By `profileKey` of the place. */
  hourRules: Map<string, { place: ProfilePlace; rules: HourRules }>
  calendar: Map<RegionId, Map<PlanDay, SpecialDay>>
}

/** Requests kept of a person; of what has been decided the oldest go. They stay in the facts. */
const MOST_ABSENCES = 100

export const emptyPeople = (): PeopleState => ({
  people: new Map(),
  hourRules: new Map(),
  calendar: new Map(),
})

type Told =
  | 'PersonDescribed'
  | 'PersonForgotten'
  | 'AbsenceAsked'
  | 'AbsenceDecided'
  | 'AbsenceDropped'
  | 'HourRulesSet'
  | 'CalendarDaySet'

export const evolvePeople: HubEvolve<PeopleState, Told> = {
  PersonDescribed({ people }, { type: _type, ...data }) {
    people.set(data.number, {
      ...data,
      absences: people.get(data.number)?.absences ?? new Map<string, Absence>(),
    })
  },
  // The name is no part of the state.
  PersonForgotten() {},
  AbsenceAsked({ people }, { number, absenceId, kind, from, to }, { by, at }) {
    const absences = people.get(number)?.absences
    if (!absences) return
    const asked = { granted: null, askedBy: by, askedAt: at, decidedBy: null }
    absences.set(absenceId, { absenceId, kind, from, to, ...asked })
    if (absences.size <= MOST_ABSENCES) return
    const [oldest] = [...absences.values()].filter(({ granted }) => granted !== null)
    if (oldest) absences.delete(oldest.absenceId)
  },
  AbsenceDecided({ people }, { number, absenceId, granted }, { by }) {
    const absence = people.get(number)?.absences.get(absenceId)
    if (absence) Object.assign(absence, { granted, decidedBy: by })
  },
  AbsenceDropped({ people }, { number, absenceId }) {
    people.get(number)?.absences.delete(absenceId)
  },
  HourRulesSet({ hourRules }, { place, rules }) {
    hourRules.set(profileKey(place), { place, rules })
  },
  CalendarDaySet({ calendar }, { regionId, day, kind, name }) {
    const days = calendar.get(regionId) ?? new Map<PlanDay, SpecialDay>()
    calendar.set(regionId, days)
    if (kind === null) days.delete(day)
    else days.set(day, { kind, name })
  },
}
