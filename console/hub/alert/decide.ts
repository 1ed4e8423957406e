import { isDeepStrictEqual } from 'node:util'
import {
  ALERT_RULES,
  LONGEST_MAINTENANCE_MS,
  PLAYBOOKS,
  alertIdOf,
  alertKey,
  directivesFor,
  profileKey,
  reaches,
  refuse,
} from '@service-hall/contract'
import type {
  AlertId,
  HubCommandType,
  HubFact,
  MaintenancePlace,
  Power,
  Refusal,
} from '@service-hall/contract'
import { mayActOn, pathOf, sees } from '../access/may.ts'
import type { Node } from '../access/may.ts'
import { accountStream } from '../access/stream.ts'
import type { AccountState } from '../access/state.ts'
import { barred } from '../organisation/decide.ts'
import type { OrganisationState } from '../organisation/state.ts'
import { TREE, records } from '../records/decision.ts'
import type { HubDecision, HubDeciders, Sender } from '../records/decision.ts'
import { playbookAt } from './playbook-of.ts'
import { ruleAt } from './rule-of.ts'
import type { Alert, AlertState } from './state.ts'

type State = OrganisationState & AccountState & AlertState

const MOST_COMMENTS = 200
const MOST_MAINTENANCES = 1_000

const alertStream = (alertId: AlertId): string => `alert:${alertId}`
const hallStream = (hallId: string): string => `hall:${hallId}`

/** An alert, for who may act on it; what somebody does not see is answered as what does not exist. */
function actedOn(state: State, { account }: Sender, alertId: AlertId): Alert | Refusal {
  const alert = state.alerts.get(alertId)
  if (!alert) return refuse('alert.unknown')
  if (account === null) return alert
  const { hallId, kind } = alert
  if (!sees(state, account, { hallId })) return refuse('alert.unknown')
  const may = ALERT_RULES[kind].powers.some((power) => mayActOn(state, account, power, { hallId }))
  return may ? alert : refuse('access.denied')
}

/** Facts of an open alert, where it is not a refusal. */
function ofOpen(
  alert: Alert | Refusal,
  facts: (alert: Alert) => HubFact[] | Refusal,
  relies: readonly string[] = [],
): HubDecision {
  if ('ok' in alert) return alert
  if (alert.clearedAt !== null) return refuse('alert.ended')
  return written(alert, facts(alert), relies)
}

/** The hall's place is part of what somebody may do, so the decision rests on it. */
function written(alert: Alert, facts: HubFact[] | Refusal, relies: readonly string[] = []): HubDecision {
  if ('ok' in facts) return facts
  return records(alertStream(alert.alertId), facts, [TREE, hallStream(alert.hallId), ...relies])
}

const nodeOf = (place: MaintenancePlace): Node =>
  place.of === 'region' ? { regionId: place.regionId } : { hallId: place.hallId }

/** Why somebody may not plan maintenance there; null: they may. Whoever acts on staff or devices of a place may. */
function maintenanceBarred(state: State, sender: Sender, place: MaintenancePlace): Refusal | null {
  const { account } = sender
  const node = nodeOf(place)
  const powers: readonly Power[] = ['operate', 'supervise']
  if (account !== null && powers.some((power) => mayActOn(state, account, power, node))) return null
  return barred(state, sender, node)
}

export const decideAlert: HubDeciders<State, Extract<HubCommandType, `alert.${string}`>> = {
  'alert.setRule'(state, { place, kind, rule }, sender) {
    const bar = barred(
      state,
      sender,
      place.of === 'hall' ? { hallId: place.hallId } : { regionId: place.regionId },
    )
    if (bar) return bar
    const { unit } = ALERT_RULES[kind]
    const figures = [rule.raise, rule.clear, rule.critical]
    if (unit === 'state' && figures.some((figure) => typeof figure === 'number'))
      return refuse('alert.noLimit')
    if (unit !== 'state' && (rule.raise === null || rule.clear === null))
      return refuse('input.invalid', 'rule')
    // What is not said here is inherited, and an end beyond the beginning would never come.
    const { rule: inherited } = ruleAt(state, place, kind)
    const { raise = inherited.raise, clear = inherited.clear } = rule
    const isOdd = raise !== null && clear !== null && clear !== raise && reaches(kind, clear, raise)
    if (isOdd && (rule.raise !== undefined || rule.clear !== undefined))
      return refuse('alert.clearBeyondRaise')
    const relies = place.of === 'hall' ? [TREE, hallStream(place.hallId)] : [TREE]
    return records(
      `alertRule:${profileKey(place)}:${kind}`,
      [{ type: 'AlertRuleSet', place, kind, rule }],
      relies,
    )
  },

  'alert.setPlaybook'(state, { place, kind, steps }, sender) {
    const node = place.of === 'hall' ? { hallId: place.hallId } : { regionId: place.regionId }
    const bar = barred(state, sender, node)
    if (bar) return bar
    const can = directivesFor(ALERT_RULES[kind].of)
    if (steps?.some(({ directive }) => directive && !can.includes(directive.kind)))
      return refuse('alert.noTarget')
    const before = state.playbooks.get(profileKey(place))?.get(kind) ?? null
    const facts: HubFact[] = isDeepStrictEqual(before, steps)
      ? []
      : [{ type: 'PlaybookSet', place, kind, steps }]
    return records(
      `playbook:${profileKey(place)}:${kind}`,
      facts,
      place.of === 'hall' ? [TREE, hallStream(place.hallId)] : [TREE],
    )
  },

  'alert.acknowledge'(state, { alertId }, sender) {
    return ofOpen(actedOn(state, sender, alertId), ({ acknowledged }) =>
      acknowledged ? [] : [{ type: 'AlertAcknowledged', alertId }],
    )
  },
  'alert.assign'(state, { alertId, accountId }, sender) {
    const alert = actedOn(state, sender, alertId)
    const other = accountId === null ? [] : [accountStream(accountId)]
    return ofOpen(
      alert,
      ({ hallId, kind, assignee }) => {
        const account = accountId === null ? null : state.accounts.get(accountId)
        const may = ALERT_RULES[kind].powers.some((power) =>
          mayActOn(state, account ?? undefined, power, { hallId }),
        )
        if (accountId !== null && !may) return refuse('alert.assigneeCannot')
        return assignee === accountId ? [] : [{ type: 'AlertAssigned', alertId, accountId }]
      },
      other,
    )
  },
  // What was learnt afterwards belongs to it as well.
  'alert.comment'(state, { alertId, text }, sender) {
    const alert = actedOn(state, sender, alertId)
    if ('ok' in alert) return alert
    if (alert.comments >= MOST_COMMENTS) return refuse('alert.tooManyComments')
    return written(alert, [{ type: 'AlertCommented', alertId, text }])
  },
  'alert.escalate'(state, { alertId }, sender) {
    return ofOpen(actedOn(state, sender, alertId), (alert) => {
      const to = regionAbove(state, alert)
      return to === null ? refuse('alert.topmost') : [{ type: 'AlertEscalated', alertId, to }]
    })
  },
  'alert.noteStep'(state, { alertId, step, directiveId }, sender) {
    const alert = actedOn(state, sender, alertId)
    if ('ok' in alert) return alert
    const { steps } = playbookAt(state, { of: 'hall', hallId: alert.hallId }, alert.kind)
    // A step that stood there when the page was opened was done, whatever stands there now.
    const isKnown = [...steps, ...PLAYBOOKS[alert.kind]].some((one) => one.step === step)
    if (!isKnown) return refuse('alert.unknownStep')
    const isDone = directiveId === undefined && alert.steps.includes(step)
    const fact = { type: 'AlertStepDone' as const, alertId, step, ...(directiveId ? { directiveId } : {}) }
    return written(alert, isDone ? [] : [fact])
  },

  'alert.planMaintenance'(state, { maintenanceId, place, from, until, reason }, sender) {
    const bar = maintenanceBarred(state, sender, place)
    if (bar) return bar
    if (until <= from || until - from > LONGEST_MAINTENANCE_MS) return refuse('alert.maintenanceSpan')
    if (state.maintenances.has(maintenanceId)) return refuse('alert.maintenanceExists')
    if ([...state.maintenances.values()].filter(({ ended }) => !ended).length >= MOST_MAINTENANCES)
      return refuse('alert.tooManyMaintenances')
    return records(
      `maintenance:${maintenanceId}`,
      [{ type: 'MaintenancePlanned', maintenanceId, place, from, until, reason }],
      place.of === 'region' ? [TREE] : [TREE, hallStream(place.hallId)],
    )
  },
  'alert.endMaintenance'(state, { maintenanceId }, sender) {
    const maintenance = state.maintenances.get(maintenanceId)
    if (!maintenance) return refuse('alert.maintenanceUnknown')
    const node = nodeOf(maintenance.place)
    if (sender.account && !sees(state, sender.account, node)) return refuse('alert.maintenanceUnknown')
    const bar = maintenanceBarred(state, sender, maintenance.place)
    if (bar) return bar
    const facts: HubFact[] = maintenance.ended ? [] : [{ type: 'MaintenanceEnded', maintenanceId }]
    return records(`maintenance:${maintenanceId}`, facts, [TREE])
  },

  // Of nodes that see the same, the first is recorded; what the others say is so already.
  'alert.raise'(state, { kind, hallId, subject, n, severity, value, limit }) {
    const hall = state.halls.get(hallId)
    if (!hall) return refuse('organisation.unknownHall')
    const cause = { kind, hallId, subject }
    const alertId = alertIdOf(cause, n)
    const key = alertKey(cause)
    const isNext = !state.openAlerts.has(key) && n === (state.alertCounts.get(key) ?? 0) + 1
    const { regionId } = hall
    const raised = { type: 'AlertRaised' as const, alertId, ...cause, n, regionId, severity, value, limit }
    return records(alertStream(alertId), isNext ? [raised] : [])
  },
  'alert.reopen'(state, { alertId, severity, value, limit }) {
    const alert = state.alerts.get(alertId)
    if (!alert) return refuse('alert.unknown')
    const isLast = state.alertCounts.get(alertKey(alert)) === Number(alertId.split(':').at(-1))
    const may = alert.clearedAt !== null && isLast
    return records(
      alertStream(alertId),
      may ? [{ type: 'AlertReopened', alertId, severity, value, limit }] : [],
    )
  },
  'alert.worsen'(state, { alertId, value }) {
    const alert = state.alerts.get(alertId)
    if (!alert) return refuse('alert.unknown')
    const may = alert.clearedAt === null && alert.severity !== 'critical'
    return records(alertStream(alertId), may ? [{ type: 'AlertWorsened', alertId, value }] : [])
  },
  'alert.clear'(state, { alertId, end, value }) {
    const alert = state.alerts.get(alertId)
    if (!alert) return refuse('alert.unknown')
    const facts: HubFact[] = alert.clearedAt === null ? [{ type: 'AlertCleared', alertId, end, value }] : []
    return records(alertStream(alertId), facts)
  },
  'alert.lift'(state, { alertId, to }) {
    const alert = state.alerts.get(alertId)
    if (!alert) return refuse('alert.unknown')
    const may = alert.clearedAt === null && alert.acknowledged === null && regionAbove(state, alert) === to
    return records(alertStream(alertId), may ? [{ type: 'AlertEscalated', alertId, to }] : [], [TREE])
  },
}

/** The region above the one that is to see to an alert; null: it is with the topmost. */
export function regionAbove(state: OrganisationState, { hallId, escalated }: Alert): Alert['escalated'] {
  const home = state.halls.get(hallId)?.regionId
  if (home === undefined) return null
  const path = pathOf(state, home)
  // Where the hall was moved meanwhile, its new place counts.
  const at = escalated === null ? 0 : Math.max(0, path.indexOf(escalated))
  return path[at + 1] ?? null
}
