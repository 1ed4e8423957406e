import { alertKey, profileKey } from '@service-hall/contract'
import type {
  AccountId,
  AlertEnd,
  AlertId,
  AlertKind,
  AlertRuleChange,
  HallId,
  HubFact,
  MaintenanceId,
  MaintenancePlace,
  PlaybookStep,
  RegionId,
  Severity,
} from '@service-hall/contract'
import type { HubEvolve } from '../core/capability.ts'

/** An alert as it stands. Times are stamps of the nodes that wrote its facts, for people to read. */
export type Alert = {
  alertId: AlertId
  kind: AlertKind
  hallId: HallId
  subject: string
  /** In which its hall lay when it was raised. */
  regionId: RegionId
  severity: Severity
  value: number | null
  limit: number | null
  raisedAt: number
  clearedAt: number | null
  end: AlertEnd | null
  acknowledged: { by: string; at: number } | null
  assignee: AccountId | null
  /** The region that is to see to it, where that is no longer the hall's own. */
  escalated: RegionId | null
  /** How often its cause came back. */
  reopened: number
  comments: number
  /** Steps of the playbook that were done. */
  steps: string[]
  /** Number of its last fact. */
  revision: number
}

export type Maintenance = {
  maintenanceId: MaintenanceId
  place: MaintenancePlace
  from: number
  until: number
  reason: string
  by: string
  plannedAt: number
  ended: boolean
}

export type AlertState = {
  /** Open ones, and the latest that have ended. */
  alerts: Map<AlertId, Alert>
  /** The open alert of each cause, by `alertKey`. */
  openAlerts: Map<string, AlertId>
  /** Open alerts of each hall. */
  hallAlerts: Map<HallId, Set<AlertId>>
  /** How many alerts each cause has had. */
  alertCounts: Map<string, number>
  /** What places say otherwise than what they inherit, by `profileKey`. */
  alertRules: Map<string, Map<AlertKind, AlertRuleChange>>
  /** What places say of playbooks, by `profileKey`. */
  playbooks: Map<string, Map<AlertKind, readonly PlaybookStep[]>>
  maintenances: Map<MaintenanceId, Maintenance>
}

/** So many that have ended stay at hand; `alert_index` and the facts have them all. */
export const ENDED_KEPT = 1_000
/** Maintenance that was over so long ago, by the stamps of facts, is no longer listed, ms. */
const MAINTENANCE_KEPT_MS = 90 * 86_400_000

export const emptyAlerts = (): AlertState => ({
  alerts: new Map(),
  openAlerts: new Map(),
  hallAlerts: new Map(),
  alertCounts: new Map(),
  alertRules: new Map(),
  playbooks: new Map(),
  maintenances: new Map(),
})

type AlertFact = Extract<HubFact, { type: `Alert${string}` | `Maintenance${string}` | 'PlaybookSet' }>
type Told = AlertFact['type']

function opened(state: AlertState, alert: Pick<Alert, 'alertId' | 'kind' | 'hallId' | 'subject'>): void {
  state.openAlerts.set(alertKey(alert), alert.alertId)
  const ofHall = state.hallAlerts.get(alert.hallId) ?? new Set()
  state.hallAlerts.set(alert.hallId, ofHall.add(alert.alertId))
}

function keepFew(alerts: Map<AlertId, Alert>): void {
  const ended = [...alerts.values()].filter(({ clearedAt }) => clearedAt !== null)
  if (ended.length <= ENDED_KEPT * 1.1) return
  ended.sort((a, b) => a.revision - b.revision)
  for (const { alertId } of ended.slice(0, ended.length - ENDED_KEPT)) alerts.delete(alertId)
}

export const evolveAlerts: HubEvolve<AlertState, Told> = {
  AlertRuleSet({ alertRules }, { place, kind, rule }) {
    const key = profileKey(place)
    const rules = alertRules.get(key) ?? new Map<AlertKind, AlertRuleChange>()
    if (Object.keys(rule).length === 0) rules.delete(kind)
    else rules.set(kind, rule)
    if (rules.size === 0) alertRules.delete(key)
    else alertRules.set(key, rules)
  },
  PlaybookSet({ playbooks }, { place, kind, steps }) {
    const key = profileKey(place)
    const known = playbooks.get(key) ?? new Map<AlertKind, readonly PlaybookStep[]>()
    if (steps === null) known.delete(kind)
    else known.set(kind, steps)
    if (known.size === 0) playbooks.delete(key)
    else playbooks.set(key, known)
  },
  AlertRaised(state, { type: _type, n, ...raised }, { number, at }) {
    const key = alertKey(raised)
    state.alerts.set(raised.alertId, {
      ...raised,
      ...{ raisedAt: at, clearedAt: null, end: null, acknowledged: null, assignee: null, escalated: null },
      ...{ reopened: 0, comments: 0, steps: [], revision: number },
    })
    opened(state, raised)
    state.alertCounts.set(key, n)
  },
  AlertReopened(state, { alertId, severity, value, limit }, { number }) {
    const alert = state.alerts.get(alertId)
    if (!alert) return
    const reopened = alert.reopened + 1
    Object.assign(alert, { severity, value, limit, reopened, clearedAt: null, end: null, revision: number })
    opened(state, alert)
  },
  AlertWorsened({ alerts }, { alertId, value }, { number }) {
    const alert = alerts.get(alertId)
    if (alert) Object.assign(alert, { severity: 'critical', value, revision: number })
  },
  AlertCleared(state, { alertId, end }, { number, at }) {
    const alert = state.alerts.get(alertId)
    if (!alert) return
    Object.assign(alert, { clearedAt: at, end, revision: number })
    state.openAlerts.delete(alertKey(alert))
    state.hallAlerts.get(alert.hallId)?.delete(alertId)
    keepFew(state.alerts)
  },
  AlertAcknowledged({ alerts }, { alertId }, { number, at, by }) {
    const alert = alerts.get(alertId)
    if (alert) Object.assign(alert, { acknowledged: { by, at }, revision: number })
  },
  AlertAssigned({ alerts }, { alertId, accountId }, { number }) {
    const alert = alerts.get(alertId)
    if (alert) Object.assign(alert, { assignee: accountId, revision: number })
  },
  AlertCommented({ alerts }, { alertId }, { number }) {
    const alert = alerts.get(alertId)
    if (alert) Object.assign(alert, { comments: alert.comments + 1, revision: number })
  },
  AlertEscalated({ alerts }, { alertId, to }, { number }) {
    const alert = alerts.get(alertId)
    if (alert) Object.assign(alert, { escalated: to, revision: number })
  },
  AlertStepDone({ alerts }, { alertId, step }, { number }) {
    const alert = alerts.get(alertId)
    if (alert) Object.assign(alert, { steps: [...new Set([...alert.steps, step])], revision: number })
  },
  MaintenancePlanned({ maintenances }, { type: _type, ...planned }, { at, by }) {
    for (const { maintenanceId, until, ended } of maintenances.values())
      if ((ended || until < at) && until < at - MAINTENANCE_KEPT_MS) maintenances.delete(maintenanceId)
    maintenances.set(planned.maintenanceId, { ...planned, by, plannedAt: at, ended: false })
  },
  MaintenanceEnded({ maintenances }, { maintenanceId }) {
    const maintenance = maintenances.get(maintenanceId)
    if (maintenance) maintenance.ended = true
  },
}
