import { profileKey, refuse } from '@service-hall/contract'
import type {
  DayKind,
  HallId,
  HubCommandType,
  Localized,
  PlanDay,
  Refusal,
  RegionId,
  SpecialDays,
  StaffNumber,
} from '@service-hall/contract'
import type { AccountState } from '../access/state.ts'
import { barred } from '../organisation/decide.ts'
import type { OrganisationState } from '../organisation/state.ts'
import { TREE, records } from '../records/decision.ts'
import type { HubDecision, HubDeciders, Sender } from '../records/decision.ts'
import type { PeopleState, Person, SpecialDay } from './state.ts'

type State = OrganisationState & AccountState & PeopleState
type Versions = { versions: ReadonlyMap<string, number> }

/** Requests of a person that nobody has decided. */
const MOST_UNDECIDED = 20
/** Days of a region's calendar: some thirty a year, for twenty years. */
const MOST_DAYS = 600

export const personStream = (number: StaffNumber): string => `person:${number}`
const placeOf = (hallId: HallId): string[] => [TREE, `hall:${hallId}`]

/** Whether a person and the account that asks are one: an account's id is a staff number. */
export const isSelf = ({ account }: Sender, number: StaffNumber): boolean =>
  account !== null && String(account.accountId) === String(number)

/** Somebody whom the sender may supervise; of others not even that they exist. */
export function supervised(
  state: OrganisationState & PeopleState,
  sender: Sender,
  number: StaffNumber,
): Person | Refusal {
  const person = state.people.get(number)
  if (!person) return refuse('people.unknown')
  const bar = barred(state, sender, { hallId: person.hallId }, 'supervise')
  if (!bar) return person
  return bar.code === 'access.denied' ? bar : refuse('people.unknown')
}

/** The same, or oneself. */
function ownOrSupervised(state: State, sender: Sender, number: StaffNumber): Person | Refusal {
  const person = state.people.get(number)
  return person && isSelf(sender, number) ? person : supervised(state, sender, number)
}

/** Refused when a record has been changed since somebody began to change it. */
export function changedSince({ versions }: Versions, stream: string, base: number | undefined): boolean {
  return base !== undefined && (versions.get(stream) ?? 0) !== base
}

/** Days of a region, those that are so already left out. */
function decidedDays(
  state: State & Versions,
  { regionId, base, days }: { regionId: RegionId; base?: number | undefined; days: SpecialDays },
): HubDecision {
  const stream = `calendar:${regionId}`
  if (changedSince(state, stream, base)) return refuse('people.rulesChangedMeanwhile')
  const known = state.calendar.get(regionId) ?? new Map<PlanDay, SpecialDay>()
  const form = (kind: DayKind | null, name: Localized | null): string =>
    JSON.stringify(kind === null ? null : [kind, name?.zh, name?.en])
  const facts = days
    .filter(({ day, kind, name }) => {
      const before = known.get(day)
      return form(before?.kind ?? null, before?.name ?? null) !== form(kind, name)
    })
    .map((day) => ({ type: 'CalendarDaySet' as const, regionId, ...day }))
  const added = facts.filter(({ day, kind }) => kind !== null && !known.has(day)).length
  if (added > 0 && known.size + added > MOST_DAYS) return refuse('people.tooManyDays')
  return records(stream, facts, [TREE])
}

export const decidePeople: HubDeciders<State & Versions, Extract<HubCommandType, `people.${string}`>> = {
  'people.describe'(state, { type: _type, id: _id, ...data }, sender) {
    const { number, hallId, from, until } = data
    const bar = barred(state, sender, { hallId }, 'supervise')
    if (bar) return bar
    const before = state.people.get(number)
    // Whoever gets somebody takes them from a hall that is theirs to take from.
    if (before && barred(state, sender, { hallId: before.hallId }, 'supervise'))
      return refuse('access.denied')
    if (until !== null && until < from) return refuse('people.endsBefore')
    return records(
      personStream(number),
      [{ type: 'PersonDescribed', ...data }],
      [...placeOf(hallId), ...(before ? placeOf(before.hallId) : [])],
    )
  },
  'people.forget'(state, { number }, sender) {
    const person = supervised(state, sender, number)
    if ('ok' in person) return person
    if (person.until === null) return refuse('people.stillHere')
    return records(personStream(number), [{ type: 'PersonForgotten', number }], placeOf(person.hallId))
  },
  'people.askAbsence'(state, { number, absenceId, kind, from, to }, sender) {
    const person = ownOrSupervised(state, sender, number)
    if ('ok' in person) return person
    if (to < from) return refuse('people.endsBefore')
    const standing = [...person.absences.values()].filter(({ granted }) => granted !== false)
    if (standing.some((one) => one.absenceId === absenceId || (one.from <= to && from <= one.to)))
      return refuse('people.absenceOverlaps')
    if (standing.filter(({ granted }) => granted === null).length >= MOST_UNDECIDED)
      return refuse('people.tooManyAbsences')
    return records(
      personStream(number),
      [{ type: 'AbsenceAsked', number, absenceId, kind, from, to }],
      placeOf(person.hallId),
    )
  },
  'people.decideAbsence'(state, { number, absenceId, granted }, sender) {
    const person = supervised(state, sender, number)
    if ('ok' in person) return person
    if (isSelf(sender, number)) return refuse('people.notOnesOwn')
    const absence = person.absences.get(absenceId)
    if (!absence) return refuse('people.noAbsence')
    const overlaps = [...person.absences.values()].some(
      (one) => one !== absence && one.granted && one.from <= absence.to && absence.from <= one.to,
    )
    if (granted && overlaps) return refuse('people.absenceOverlaps')
    const facts =
      absence.granted === granted ? [] : [{ type: 'AbsenceDecided' as const, number, absenceId, granted }]
    return records(personStream(number), facts, placeOf(person.hallId))
  },
  'people.dropAbsence'(state, { number, absenceId }, sender) {
    const person = ownOrSupervised(state, sender, number)
    if ('ok' in person) return person
    const absence = person.absences.get(absenceId)
    if (!absence) return refuse('people.noAbsence')
    // What was granted is taken back by who may grant.
    if (absence.granted !== null && isSelf(sender, number)) return refuse('people.notOnesOwn')
    return records(
      personStream(number),
      [{ type: 'AbsenceDropped', number, absenceId }],
      placeOf(person.hallId),
    )
  },
  'people.setRules'(state, { place, rules, base }, sender) {
    const isHall = place.of === 'hall'
    const node = isHall ? { hallId: place.hallId } : { regionId: place.regionId }
    const relies = isHall ? placeOf(place.hallId) : [TREE]
    const bar = barred(state, sender, node, 'supervise')
    if (bar) return bar
    const stream = `rules:${profileKey(place)}`
    if (changedSince(state, stream, base)) return refuse('people.rulesChangedMeanwhile')
    return records(stream, [{ type: 'HourRulesSet', place, rules }], relies)
  },
  'people.setDay'(state, { regionId, day, kind, name }, sender) {
    const bar = barred(state, sender, { regionId }, 'supervise')
    return bar ?? decidedDays(state, { regionId, days: [{ day, kind, name }] })
  },
  'people.setDays'(state, { regionId, base, days }, sender) {
    return barred(state, sender, { regionId }, 'supervise') ?? decidedDays(state, { regionId, base, days })
  },
}
