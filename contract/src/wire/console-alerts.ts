// Alerts between the console and the hub of a region.
import { z } from 'zod'
import type { PlaybookSeen } from '../hub/alert/playbooks.ts'
import type { AlertRuleChange, AlertRuleSeen } from '../hub/alert/rules.ts'
import { AlertId, AlertKind } from '../hub/alert/words.ts'
import { MaintenancePlace, Severity } from '../hub/alert/words.ts'
import type { AlertEnd, MaintenanceId } from '../hub/alert/words.ts'
import { ProfilePlace } from '../hub/profile/words.ts'
import { AccountId, RegionId } from '../hub/words.ts'
import { HallId } from '../ids.ts'
import { Language } from '../text.ts'
import type { Localized } from '../text.ts'

/** Why an open alert asks for nobody; see docs/region.md, Alerts. */
export type AlertSilence = 'hallSilent' | 'stationLost' | 'maintenance'

/**
 * An open alert rests (休止): it neither worsens nor goes up, nor asks for anybody. `closed`: its hall is, and its rule is of
 * opening hours; `calendar`, `switchedOff`: its machine is off by plan, by the power calendar or by a directive of `by`.
 * `until`: epoch ms of the hub; null: not within two weeks.
 */
export type AlertRest = {
  why: 'closed' | 'calendar' | 'switchedOff'
  until: number | null
  by?: string
}

/** An alert as somebody sees it. Stamps are epoch ms of the hub; its age is measured from `raisedAt`. */
export type AlertSeen = {
  alertId: AlertId
  kind: AlertKind
  hallId: HallId
  hallName: Localized
  /** The region that its hall lies in now. */
  regionId: RegionId
  subject: string
  /** What people call it: a counter, a station, a device; null: the hall as a whole, or it is no longer there. */
  subjectName: Localized | null
  severity: Severity
  /** As measured when it was raised, or last became worse; in the unit of the kind. */
  value: number | null
  limit: number | null
  raisedAt: number
  clearedAt: number | null
  end: AlertEnd | null
  acknowledged: { by: string; at: number } | null
  assignee: AccountId | null
  escalated: RegionId | null
  reopened: number
  /** Its cause comes and goes. */
  restless: boolean
  silenced: AlertSilence | null
  /** null: it does not, or has ended. */
  rests: AlertRest | null
  /** How long it has lasted in planned time alone, ms, as of `at` (epoch ms of the hub); it goes on while it does not rest. */
  planned: { ms: number; at: number }
  /** How long it has, in planned time, before it goes up by itself, ms, as of `at`; null: it does not. */
  goesUp: { ms: number; at: number } | null
  comments: number
  steps: string[]
  /** Grows with each change; of two that say the same id the greater is the newer. */
  revision: number
}

/** Answer of `GET /api/alerts`: open ones, and those that ended lately. `upTo`: deltas up to it are in it. */
export type AlertSnapshot = { now: number; upTo: number; alerts: AlertSeen[] }
/** Over `/console`: alerts that changed, whole. */
export type AlertDelta = { now: number; upTo: number; alerts: AlertSeen[] }

/** One thing that happened to an alert. */
export type AlertEvent = {
  number: number
  at: number
  /** `account:S1`, `system`. */
  by: string
  type: string
  severity?: Severity
  value?: number | null
  limit?: number | null
  end?: AlertEnd
  accountId?: AccountId | null
  text?: string
  to?: RegionId
  step?: string
  directiveId?: string
}
/** Answer of `GET /api/alerts/:alertId`. `may`: whether the one who asks may act on it. */
export type AlertDetail = {
  now: number
  alert: AlertSeen
  events: AlertEvent[]
  may: boolean
  /** Accounts it may be given to. */
  assignees: AccountId[]
  /** What the steps of its playbook are for: the station of its device. */
  stationId: string | null
  /** The playbook as it holds at its hall. */
  playbook: PlaybookSeen
}

/** `GET /api/alerts/past` */
export const PastAlertsQuery = z.strictObject({
  hallId: HallId.optional(),
  regionId: RegionId.optional(),
  kind: AlertKind.optional(),
  severity: Severity.optional(),
  /** Who took it, or was given it; empty: nobody. */
  who: z.union([AccountId, z.literal('')]).optional(),
  /** Raised in `[from, to)`, epoch ms. */
  from: z.coerce.number().int().min(0).max(1e15).optional(),
  to: z.coerce.number().int().min(0).max(1e15).optional(),
  /** Behind the row with this stamp and id. */
  before: z.coerce.number().int().min(0).max(1e15).optional(),
  beforeId: z.string().max(140).optional(),
})
export type PastAlertsQuery = z.infer<typeof PastAlertsQuery>
export type PastAlert = {
  alertId: AlertId
  kind: AlertKind
  hallId: HallId
  hallName: Localized
  subject: string
  subjectName: Localized | null
  severity: Severity
  raisedAt: number
  clearedAt: number | null
  reopened: number
  /** When somebody first took it; null: nobody has. */
  takenAt: number | null
  who: string | null
}
export type PastAlerts = { alerts: PastAlert[]; more: boolean }
/** `GET /api/alerts/past.csv`: the same as a file, `lang` the language of its headings and names. */
export const PastAlertsFileQuery = PastAlertsQuery.omit({ before: true, beforeId: true }).extend({
  lang: Language.default('zh'),
})

/** `GET /api/alert-rules?of=region&regionId=sd&tier=A`, `?of=hall&hallId=H1` */
export const RulesQuery = z.preprocess(
  (query) =>
    typeof query === 'object' && query !== null && 'of' in query && query.of === 'region'
      ? { tier: null, ...query }
      : query,
  ProfilePlace,
)
export type RulesQuery = ProfilePlace
/** `GET /api/playbooks/history`: of a place and a kind. */
export const PlaybookQuery = z.strictObject({
  of: z.enum(['region', 'hall']),
  regionId: RegionId.optional(),
  tier: z.enum(['A', 'B', 'C', 'D']).nullable().default(null),
  hallId: HallId.optional(),
  kind: AlertKind,
})
/** A rule and what the place itself says of it. */
export type RuleHere = AlertRuleSeen & { own: AlertRuleChange }
export type RulesAnswer = { place: ProfilePlace; rules: RuleHere[]; mayChange: boolean }

export type MaintenanceSeen = {
  maintenanceId: MaintenanceId
  place: MaintenancePlace
  placeName: Localized
  /** What people call the machine; null: it is none, or there no more. */
  machineName: Localized | null
  from: number
  until: number
  reason: string
  by: string
  state: 'planned' | 'underWay' | 'over'
  mayEnd: boolean
}
/** `GET /api/maintenances/covers?of=station&hallId=H1&stationId=K1`: what maintenance of a place would silence. */
export const CoversQuery = MaintenancePlace
export type CoversAnswer = {
  halls: number
  stations: number
  devices: number
  /** Open alerts there. */
  alerts: number
  /** Stations of the hall with their devices; empty: it is a region, or the hall has told nothing. */
  machines: {
    stationId: string
    name: Localized
    devices: { deviceId: string; name: Localized }[]
  }[]
}
export type MaintenancesAnswer = { now: number; maintenances: MaintenanceSeen[] }

/** `GET /api/alert-rules/preview`: what a rule would have raised. */
export const PreviewQuery = z.strictObject({
  hallId: HallId,
  kind: AlertKind,
  days: z.coerce.number().int().min(1).max(7),
  raise: z.coerce.number().min(0).max(86_400_000).optional(),
  clear: z.coerce.number().min(0).max(86_400_000).optional(),
  raiseHeldMs: z.coerce.number().int().min(0).max(86_400_000).optional(),
  clearHeldMs: z.coerce.number().int().min(0).max(86_400_000).optional(),
})
export type PreviewAnswer = {
  /** What it was made from; stamps of the hall. `facts`: folded; `whole`: not all could be. */
  from: number
  to: number
  facts: number
  whole: boolean
  raised: { subject: string; at: number; until: number | null; worst: number | null }[]
}

export const AlertParams = z.object({ alertId: AlertId })
