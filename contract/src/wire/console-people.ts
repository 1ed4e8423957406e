// HTTP between the console and the hub of a region: staff and rosters.
import { z } from 'zod'
import type { PlanDay, Week } from '../hub/people/days.ts'
import { PlanDay as Day, Week as Monday } from '../hub/people/days.ts'
import type { HoldingRules } from '../hub/people/rules.ts'
import { StaffData, StaffNumber } from '../hub/people/words.ts'
import type { AbsenceKind, DayKind, HourRules } from '../hub/people/words.ts'
import type { Neighbour, OpenDays, RosterPerson } from '../hub/roster/check.ts'
import { RosterRows } from '../hub/roster/words.ts'
import type { RosterRow, Shift } from '../hub/roster/words.ts'
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
