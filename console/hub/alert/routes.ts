import {
  ALERT_KINDS,
  ALERT_RULES,
  AlertParams,
  HubFact,
  PastAlertsQuery,
  PreviewQuery,
  RulesQuery,
  profileKey,
  refuse,
} from '@service-hall/contract'
import type {
  AccountId,
  AlertDetail,
  AlertEvent,
  AlertSnapshot,
  HallId,
  MaintenanceSeen,
  MaintenancesAnswer,
  PastAlerts,
  RulesAnswer,
} from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import { hallsSeen, mayActOn, pathOf, sees } from '../access/may.ts'
import type { Node } from '../access/may.ts'
import type { Account } from '../access/state.ts'
import { peerOf } from '../gateway/peer.ts'
import type { ConsolePorts } from '../ports.ts'
import { factsOfRecord, pastAlerts } from './history/store.ts'
import { noPreviewYet, previewOf } from './preview.ts'
import { ruleAt } from './rule-of.ts'
import { alertSeen, hallNameOf, stationOf } from './seen.ts'
import type { Alert, Maintenance } from './state.ts'
import { alertsOf } from './running.ts'

const PAST_PAGE = 100
const DEAR = { config: { rateLimit: { max: 12, timeWindow: '1 minute' } } }

/** Alerts, rules and maintenance, as somebody may see them. What changes them goes by `POST /api/commands`. */
export function alertRoutes(app: FastifyInstance, ports: ConsolePorts): void {
  const { records, live, clock, store } = ports
  const { state } = records
  const mayActOnAlert = (
    account: Account | undefined,
    { kind, hallId }: Pick<Alert, 'kind' | 'hallId'>,
  ): boolean => ALERT_RULES[kind].powers.some((power) => mayActOn(state, account, power, { hallId }))

  app.get('/api/alerts', async (request): Promise<AlertSnapshot> => {
    const seen = hallsSeen(state, peerOf(request).account)
    const { underWay } = alertsOf(ports)
    const alerts = [...state.alerts.values()]
      .filter(({ hallId }) => seen.has(hallId))
      .map((alert) => alertSeen(ports, underWay, alert))
    return { now: clock.now(), upTo: state.number, alerts }
  })

  app.get('/api/alerts/past', async (request, reply) => {
    const query = PastAlertsQuery.safeParse(request.query)
    if (!query.success) return sendRefusal(reply, refuse('input.invalid', 'query'))
    const { hallId: only, regionId, kind, before, beforeId } = query.data
    const halls = [...hallsSeen(state, peerOf(request).account)].filter((hallId) => {
      if (only !== undefined && hallId !== only) return false
      const home = state.halls.get(hallId)?.regionId
      return regionId === undefined || (home !== undefined && pathOf(state, home).includes(regionId))
    })
    const behind = before === undefined ? undefined : { raised: before, alert: beforeId ?? '' }
    const rows = await pastAlerts(store, { halls, kind, before: behind, limit: PAST_PAGE + 1 })
    const answer: PastAlerts = {
      alerts: rows.slice(0, PAST_PAGE).map(({ alert, hall, raised, cleared, ...row }) => ({
        ...{ ...row, alertId: alert, hallId: hall, hallName: hallNameOf(live, hall) },
        ...{ raisedAt: raised, clearedAt: cleared },
      })),
      more: rows.length > PAST_PAGE,
    }
    return answer
  })

  app.get('/api/alerts/:alertId', async (request, reply) => {
    const params = AlertParams.safeParse(request.params)
    if (!params.success) return sendRefusal(reply, refuse('alert.unknown'))
    const { alertId } = params.data
    const { account } = peerOf(request)
    const hallId = (alertId.split(':')[1] ?? '') as HallId
    if (!sees(state, account, { hallId })) return sendRefusal(reply, refuse('alert.unknown'))
    const entries = await factsOfRecord(
      store,
      `alert:${alertId}`,
      (fact) => HubFact.safeParse(fact).data ?? null,
    )
    const alert = state.alerts.get(alertId) ?? alertsOf(ports).folded(entries)
    if (!alert) return sendRefusal(reply, refuse('alert.unknown'))
    const answer: AlertDetail = {
      now: clock.now(),
      alert: alertSeen(ports, alertsOf(ports).underWay, alert),
      events: entries.flatMap(({ fact, number, at, by }) =>
        fact ? [eventOf({ number, at, by }, fact)] : [],
      ),
      may: mayActOnAlert(account, alert),
      assignees: mayActOnAlert(account, alert) ? assigneesOf(alert) : [],
      stationId: stationOf(live.hall(hallId).view.config, alert),
    }
    return answer
  })

  function assigneesOf(alert: Alert): AccountId[] {
    return [...state.accounts.values()]
      .filter((account) => mayActOnAlert(account, alert))
      .map(({ accountId }) => accountId)
      .sort()
      .slice(0, 200)
  }

  app.get('/api/alert-rules', async (request, reply) => {
    const place = RulesQuery.safeParse(request.query)
    if (!place.success) return sendRefusal(reply, refuse('input.invalid', 'place'))
    const { account } = peerOf(request)
    const node: Node =
      place.data.of === 'hall' ? { hallId: place.data.hallId } : { regionId: place.data.regionId }
    if (!sees(state, account, node))
      return sendRefusal(
        reply,
        refuse('hallId' in node ? 'organisation.unknownHall' : 'organisation.unknownRegion'),
      )
    const key = profileKey(place.data)
    const answer: RulesAnswer = {
      place: place.data,
      rules: ALERT_KINDS.map((kind) => ({
        ...ruleAt(state, place.data, kind),
        own: state.alertRules.get(key)?.get(kind) ?? {},
      })),
      mayChange: mayActOn(state, account, 'administer', node),
    }
    return answer
  })

  app.get('/api/alert-rules/preview', DEAR, async (request, reply) => {
    const query = PreviewQuery.safeParse(request.query)
    if (!query.success) return sendRefusal(reply, refuse('input.invalid', 'query'))
    const { hallId, kind } = query.data
    if (!sees(state, peerOf(request).account, { hallId }))
      return sendRefusal(reply, refuse('organisation.unknownHall'))
    if (noPreviewYet(kind)) return sendRefusal(reply, refuse('alert.noPreview'))
    const { rule } = ruleAt(state, { of: 'hall', hallId }, kind)
    return previewOf(ports, { ...query.data, rule })
  })

  app.get('/api/maintenances', async (request): Promise<MaintenancesAnswer> => {
    const { account } = peerOf(request)
    const { underWay } = alertsOf(ports)
    const list = [...state.maintenances.values()].filter(({ place }) => sees(state, account, nodeOf(place)))
    return { now: clock.now(), maintenances: list.map((one) => maintenanceSeen(one, account, underWay.list)) }
  })

  function maintenanceSeen(
    { maintenanceId, place, from, until, reason, by, ended }: Maintenance,
    account: Account,
    present: readonly Maintenance[],
  ): MaintenanceSeen {
    const isUnderWay = present.some((one) => one.maintenanceId === maintenanceId)
    const isOver = ended || (!isUnderWay && clock.now() >= from)
    const node = nodeOf(place)
    const may = (['operate', 'supervise', 'administer'] as const).some((power) =>
      mayActOn(state, account, power, node),
    )
    return {
      ...{ maintenanceId, place, from, until, reason, by },
      placeName:
        place.of === 'region'
          ? (state.regions.get(place.regionId)?.name ?? { zh: place.regionId, en: place.regionId })
          : hallNameOf(live, place.hallId),
      state: isUnderWay ? 'underWay' : isOver ? 'over' : 'planned',
      mayEnd: may && !isOver,
    }
  }
}

const nodeOf = (place: Maintenance['place']): Node =>
  place.of === 'region' ? { regionId: place.regionId } : { hallId: place.hallId }

/** What of a fact a timeline shows. */
function eventOf(place: { number: number; at: number; by: string }, fact: HubFact): AlertEvent {
  const { type } = fact
  switch (fact.type) {
    case 'AlertRaised':
    case 'AlertReopened':
      return { ...place, type, severity: fact.severity, value: fact.value, limit: fact.limit }
    case 'AlertWorsened':
      return { ...place, type, severity: 'critical', value: fact.value }
    case 'AlertCleared':
      return { ...place, type, end: fact.end, value: fact.value }
    case 'AlertAssigned':
      return { ...place, type, accountId: fact.accountId }
    case 'AlertCommented':
      return { ...place, type, text: fact.text }
    case 'AlertEscalated':
      return { ...place, type, to: fact.to }
    case 'AlertStepDone':
      return {
        ...place,
        type,
        step: fact.step,
        ...(fact.directiveId ? { directiveId: fact.directiveId } : {}),
      }
    default:
      return { ...place, type }
  }
}
