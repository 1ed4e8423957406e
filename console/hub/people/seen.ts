import { profileKey } from '@service-hall/contract'
import type { PersonSeen, ProfilePlace, RegionId, RegionPlanning, Shift, Tier } from '@service-hall/contract'
import type { RosterState } from '../roster/state.ts'
import type { PeopleState, Person } from './state.ts'

/** A person as somebody may see them. */
export function personSeen(person: Person, name: string | null, mayKnow: boolean): PersonSeen {
  const { absences, ...data } = person
  return {
    ...data,
    name,
    absences: mayKnow ? [...absences.values()].map(({ decidedBy: _decidedBy, ...absence }) => absence) : [],
  }
}

const TIERS: readonly (Tier | null)[] = [null, 'A', 'B', 'C', 'D']

/** What a region itself says of rosters. */
export function regionPlanning(state: PeopleState & RosterState, regionId: RegionId): RegionPlanning {
  const rules: RegionPlanning['rules'] = {}
  const shifts: Record<string, Shift[]> = {}
  for (const tier of TIERS) {
    const place: ProfilePlace = { of: 'region', regionId, tier }
    const own = state.hourRules.get(profileKey(place))
    if (own) rules[tier ?? 'all'] = own.rules
    const list = state.shifts.get(profileKey(place))
    if (list) shifts[tier ?? 'all'] = list
  }
  const days = [...(state.calendar.get(regionId) ?? [])].map(([day, special]) => ({ day, ...special }))
  return { rules, shifts, days: days.sort((a, b) => (a.day < b.day ? -1 : 1)) }
}
