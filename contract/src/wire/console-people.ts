// HTTP between the console and the hub of a region: staff and rosters.
import { z } from 'zod'
import type { PlanDay, Week } from '../hub/people/days.ts'
import { PlanDay as Day, Week as Monday } from '../hub/people/days.ts'
import type { HoldingRules, RuleSeen } from '../hub/people/rules.ts'
import { StaffData, StaffNumber } from '../hub/people/words.ts'
import type { AbsenceKind, DayKind, HourRules } from '../hub/people/words.ts'
import type { Neighbour, OpenDays, RosterPerson } from '../hub/roster/check.ts'
import type { ProfilePlace } from '../hub/profile/words.ts'
import { RosterRows } from '../hub/roster/words.ts'
import type { RosterDuty, RosterRow, Shift } from '../hub/roster/words.ts'
import { RegionId } from '../hub/words.ts'
import { HallId, PeerCommandId } from '../ids.ts'
import type { Localized } from '../text.ts'

/** `POST /api/people/:number`: what is known of somebody; the name, which stands in no fact, only where it changes. */
export const NewPerson = z.strictObject({
  id: PeerCommandId,
  ...StaffData.shape,
  name: z.string().trim().min(1).max(60).optional(),
})
export const PersonParams = z.object({ number: StaffNumber })
export const RegionParams = z.object({ regionId: RegionId })
export const OwnWeekParams = z.object({ week: Monday })
export const WeekParams = z.object({ hallId: HallId, week: Monday })
export const DayParams = z.object({ hallId: HallId, day: Day })

export type AbsenceSeen = {
  absenceId: string
  kind: AbsenceKind
  from: PlanDay
  to: PlanDay
  granted: boolean | null
  askedBy: string
  askedAt: number
}
/** Answer of `GET /api/people`. `name` null: not told, or forgotten. Requests only where one supervises, and one's own. */
export type PersonSeen = StaffData & { number: StaffNumber; name: string | null; absences: AbsenceSeen[] }

/** Answer of `GET /api/regions/:regionId/planning`: what a region itself says, by tier or `all`. */
export type RegionPlanning = {
  rules: Record<string, HourRules>
  shifts: Record<string, Shift[]>
  days: { day: PlanDay; kind: DayKind; name: Localized | null }[]
}

/** Parameters of `GET /api/planning/:place` and its histories. */
export const PlanningParams = z.object({ place: z.string().max(80) })
export const PlanningHistoryParams = z.object({
  place: z.string().max(80),
  of: z.enum(['rules', 'shifts', 'days']),
})
/** Shifts or a day that were said at a place; `from` `default`: they come with the system, `above`: not seen. */
export type ShiftsSeen = { from: string; shifts: Shift[] }
export type SpecialDaySeen = { day: PlanDay; kind: DayKind; name: Localized | null; from: string }
/**
 * Answer of `GET /api/planning/:place`: what rosters there have to keep, where each is said, and what the place says of
 * its own. Of a region also its special days and those it inherits; of a hall those that hold in it.
 */
export type PlanningSeen = {
  place: ProfilePlace
  mayChange: boolean
  rules: { own: HourRules; values: RuleSeen[]; base: number }
  /** Inherited lists, the nearest first; the first holds unless the place has its own. */
  shifts: { own: Shift[] | null; inherited: ShiftsSeen[]; base: number }
  /** The nearest word on each day, from the present year on, and `own`: those of the region itself. */
  days: { own: SpecialDaySeen[]; inherited: SpecialDaySeen[]; base: number }
  /** Services that halls here offer, for cover. */
  services: { id: string; name: Localized }[]
}
/** One change of the past: what was said from then on, and before. The latest first. */
export type PlanningChange =
  | { of: 'rules'; version: number; at: number; by: string; now: HourRules; before: HourRules }
  | { of: 'shifts'; version: number; at: number; by: string; now: Shift[]; before: Shift[] }
  | { of: 'days'; version: number; at: number; by: string; days: DayChange[] }
export type DayChange = { day: PlanDay; now: SpecialDayOrNone; before: SpecialDayOrNone }
export type SpecialDayOrNone = { kind: DayKind; name: Localized | null } | null

export type SwapState = 'asked' | 'agreed' | 'declined' | 'approved' | 'refused' | 'dropped'
export type SwapSeen = {
  swapId: string
  number: StaffNumber
  day: number
  other: StaffNumber
  theirDay: number | null
  state: SwapState
}

/** Answer of `GET /api/halls/:hallId/roster/:week`: all that a week is planned and checked with. */
export type RosterWeek = {
  week: Week
  /** Whether one may plan it; else only what was published is here. */
  mayPlan: boolean
  people: (RosterPerson & { name: string | null })[]
  shifts: Shift[]
  rules: HoldingRules
  open: OpenDays
  /** No profile says when the hall is open. */
  openAssumed: boolean
  days: { day: PlanDay; kind: DayKind | null; name: Localized | null }[]
  services: { id: string; name: Localized }[]
  counters: { id: string; number: string }[]
  draft: { draft: number; rows: RosterRow[] } | null
  /** Drafts and versions there have been: `base` of the next. */
  drafts: number
  published: PublishedWeek | null
  before: Neighbour | null
  after: Neighbour | null
  swaps: SwapSeen[]
}
export type PublishedWeek = { version: number; rows: RosterRow[]; shifts: Shift[]; at: number; by: string }

/** Answer of `GET /api/halls/:hallId/roster/:week/versions`, the latest first. */
export type RosterVersion = PublishedWeek & {
  despite: string | null
  broken: string[]
  swapId: string | null
}

/** A swap with its week, as one of the two sees it. */
export type OwnSwap = SwapSeen & { hallId: HallId; week: Week }
export type Colleague = { number: StaffNumber; name: string | null; days: RosterDuty[] }
/**
 * Answer of `GET /api/own/roster/:week`: one's own week, requests of one's own, and with whom one may swap. Names are those
 * of one's hall, while one works there.
 */
export type OwnRoster = {
  person: PersonSeen
  hallName: Localized
  /** The hall's day; the hub's while the hall has told none. */
  today: PlanDay
  week: Week
  days: { day: PlanDay; kind: DayKind | null; name: Localized | null; duty: RosterDuty; away: boolean }[]
  /** What was published last of the week; null: nothing. */
  published: { version: number; at: number; shifts: Shift[] } | null
  counters: { id: string; number: string }[]
  colleagues: Colleague[]
  /** Swaps that one is part of, the latest week first. */
  swaps: OwnSwap[]
  /** Names of the two of each swap. */
  names: Record<string, string>
}

/** Answer of `GET /api/requests`: what waits for a supervisor, in halls that one supervises. */
export type PendingRequests = {
  absences: (AbsenceSeen & {
    number: StaffNumber
    name: string | null
    hallId: HallId
    /** Days of it on which the person stands in a published week. */
    rostered: PlanDay[]
  })[]
  swaps: (OwnSwap & { name: string | null; otherName: string | null })[]
}

/** How a figure of the forecast was found. */
export type ForecastBasis = 'sameWeekday' | 'alikeDays' | 'none'
export type ServiceForecast = {
  service: string
  /** Customers expected in each half hour of the day, 48. */
  arrivals: number[]
  handlingMs: number
  basis: ForecastBasis
  /** Days that it rests on. */
  days: number
}
export type DayDemand = {
  day: PlanDay
  services: ServiceForecast[]
  /** People needed in each half hour; 0 where the hall is closed. */
  needed: number[]
  /** Of these, people who can serve a service: service → 48 counts. */
  neededFor: Record<string, number[]>
}
export type WaitTarget = { withinMs: number; share: number; patienceMs: number | null; assumed: boolean }
/** Answer of `GET /api/halls/:hallId/demand/:week`. */
export type WeekDemand = { target: WaitTarget; days: DayDemand[] }

/** Lines of `POST /api/halls/:hallId/roster/:week/propose`, one JSON each, the last of them `done` or `failed`. */
export type ProposalLine =
  | { kind: 'progress'; seconds: number; gap: number | null; best: number | null }
  | { kind: 'done'; proposal: RosterProposal }
  | { kind: 'failed'; reason: string }
export type RosterProposal = {
  rows: RosterRow[]
  /** exact: by the solver; simple: by greedy choice and exchange, where the solver found nothing better in time. */
  method: 'exact' | 'simple'
  /** Cost above the proven least, as a share of it; 0: nothing better exists; null: not known. */
  gap: number | null
  seconds: number
  /** Half hours of people missing against the need, and over it. */
  missing: number
  over: number
}
/** What is asked of a proposal. */
export const ProposalAsk = z.strictObject({
  /** How long it may take, seconds. */
  seconds: z.number().int().min(2).max(120),
  /** Cells that stay as they are: rows with the days that are set. */
  keep: z.boolean(),
})
/** `POST /api/halls/:hallId/roster/:week/propose`: as it stands on the page. */
export const ProposalBody = z.strictObject({ ...ProposalAsk.shape, rows: RosterRows })

/** Answer of `GET /api/halls/:hallId/presence`: who should be at work now, and who is signed in. */
export type Presence = {
  /** By the hall's clock; null: the hall has not told its time zone. */
  day: PlanDay | null
  minute: number
  /** The hall's line; what is signed in is as old as `at` while it is down. */
  connected: boolean
  at: number
  published: boolean
  people: {
    number: StaffNumber
    name: string | null
    /** What is planned today. */
    planned: { shift: Shift; counter: string | null } | null
    due: boolean
    /** Counters that are open in this person's name. */
    counters: { id: string; number: string; paused: boolean }[]
    state: 'asPlanned' | 'missing' | 'unplanned' | 'onBreak' | 'off'
  }[]
}
