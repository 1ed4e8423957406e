import { dayOfWeek, daysOf, inheritedProfile, profileKey } from '@service-hall/contract'
import type {
  HallId,
  HoldingRules,
  OpenDays,
  PlanDay,
  ProfileValue,
  Week,
  WorkSpan,
} from '@service-hall/contract'
import { holdingRules } from '@service-hall/contract'
import { pathOf } from '../access/may.ts'
import type { OrganisationState } from '../organisation/state.ts'
import { layersOf, placesOf } from '../profile/decide.ts'
import type { ProfileState } from '../profile/state.ts'
import type { PeopleState, SpecialDay } from './state.ts'

type State = OrganisationState & ProfileState & PeopleState

/** Assumed where no profile has a calendar: halls of counties and above are open on all seven days (无周休日). */
const ASSUMED: readonly string[] = ['08:30-17:00']

/** What is special about a day in a hall: what the nearest of its regions says. */
export function specialDay(state: State, hallId: HallId, day: PlanDay): SpecialDay | null {
  const hall = state.halls.get(hallId)
  for (const regionId of hall ? pathOf(state, hall.regionId) : []) {
    const special = state.calendar.get(regionId)?.get(day)
    if (special) return special
  }
  return null
}

/** The row of a profile's calendar that holds on a day: `1` … `7`, `holiday`. */
export function calendarRow(state: State, hallId: HallId, day: PlanDay): string {
  const special = specialDay(state, hallId, day)
  if (special?.kind === 'holiday') return 'holiday'
  return special?.kind === 'workday' ? '1' : String(dayOfWeek(day))
}

/** When a hall is open on the days of a week. `assumed`: no profile says anything of it. */
export function openDays(state: State, hallId: HallId, week: Week): { open: OpenDays; assumed: boolean } {
  const calendar = new Map<string, ProfileValue | null>(
    inheritedProfile(layersOf(state, hallId))
      .filter(({ path }) => path.startsWith('calendar.'))
      .map(({ path, value }) => [path.slice('calendar.'.length), value]),
  )
  const assumed = calendar.size === 0
  const open = daysOf(week).map((day) => {
    const row = calendarRow(state, hallId, day)
    if (assumed) return spansOf(row === 'holiday' ? [] : ASSUMED)
    const spans = calendar.get(row)
    return spansOf(typeof spans === 'number' || !spans ? [] : spans)
  })
  return { open, assumed }
}

/** `08:30-12:00` … in minutes, in order. */
function spansOf(texts: readonly string[]): WorkSpan[] {
  const minute = (text = ''): number => {
    const [hours = 0, minutes = 0] = text.split(':').map(Number)
    return hours * 60 + minutes
  }
  return texts
    .map((text) => {
      const [from, to] = text.split('-')
      return { from: minute(from), to: minute(to) }
    })
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from)
}

/** What rosters of a hall have to keep. */
export function rulesOf(state: State, hallId: HallId): HoldingRules {
  return holdingRules(
    placesOf(state, hallId).flatMap((place) => state.hourRules.get(profileKey(place))?.rules ?? []),
  )
}
