import {
  ALERT_KINDS,
  ALERT_RULES,
  AlertParams,
  CoversQuery,
  HubFact,
  PastAlertsFileQuery,
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
  Localized,
  MaintenanceSeen,
  MaintenancesAnswer,
  PastAlert,
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
import { coversOf } from './covers.ts'
import { pastFile } from './history/past-file.ts'
import { factsOfRecord, pastAlerts } from './history/store.ts'
import type { HistoryQuery } from './history/store.ts'
import { noPreviewYet, previewOf } from './preview.ts'
import { playbookRoutes } from './playbook-routes.ts'
import { playbookAt } from './playbook-of.ts'
import { ruleAt } from './rule-of.ts'
import { alertSeen, hallNameOf, stationOf, subjectName } from './seen.ts'
import type { Alert, Maintenance } from './state.ts'
import { alertsOf } from './running.ts'

const PAST_PAGE = 100
const MOST_IN_FILE = 20_000
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
    const { engine } = alertsOf(ports)
    const alerts = [...state.alerts.values()]
      .filter(({ hallId }) => seen.has(hallId))
      .map((alert) => alertSeen(ports, engine, alert))
    return { now: clock.now(), upTo: state.number, alerts }
  })

  app.get('/api/alerts/past', async (request, reply) => {
    const query = PastAlertsQuery.safeParse(request.query)
    if (!query.success) return sendRefusal(reply, refuse('input.invalid', 'query'))
    const { before, beforeId, ...filter } = query.data
    const behind = before === undefined ? undefined : { raised: before, alert: beforeId ?? '' }
    const alerts = await past(peerOf(request).account, filter, { before: behind, limit: PAST_PAGE + 1 })
    return { alerts: alerts.slice(0, PAST_PAGE), more: alerts.length > PAST_PAGE } satisfies PastAlerts
  })

  app.get('/api/alerts/past.csv', DEAR, async (request, reply) => {
    const query = PastAlertsFileQuery.safeParse(request.query)
    if (!query.success) return sendRefusal(reply, refuse('input.invalid', 'query'))
    const { lang, ...filter } = query.data
    const alerts = await past(peerOf(request).account, filter, { limit: MOST_IN_FILE })
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="alerts.csv"')
      .send(pastFile(alerts, lang))
  })

  async function past(
    account: Account,
    { hallId: only, regionId, ...filter }: Omit<PastAlertsQuery, 'before' | 'beforeId'>,
    page: Pick<HistoryQuery, 'before' | 'limit'>,
  ): Promise<PastAlert[]> {
    const halls = [...hallsSeen(state, account)].filter((hallId) => {
      if (only !== undefined && hallId !== only) return false
      const home = state.halls.get(hallId)?.regionId
      return regionId === undefined || (home !== undefined && pathOf(state, home).includes(regionId))
    })
    const rows = await pastAlerts(store, { ...filter, ...page, halls })
    return rows.map(({ alert, hall, raised, cleared, taken, ...row }) => ({
      ...{ ...row, alertId: alert, hallId: hall, hallName: hallNameOf(live, hall) },
      subjectName: subjectName(live.hall(hall).view.config, row),
      ...{ raisedAt: raised, clearedAt: cleared, takenAt: taken },
    }))
  }

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
      alert: alertSeen(ports, alertsOf(ports).engine, alert),
      events: entries.flatMap(({ fact, number, at, by }) =>
        fact ? [eventOf({ number, at, by }, fact)] : [],
      ),
      may: mayActOnAlert(account, alert),
      assignees: mayActOnAlert(account, alert) ? assigneesOf(alert) : [],
      stationId: stationOf(live.hall(hallId).view.config, alert),
      playbook: playbookAt(state, { of: 'hall', hallId }, alert.kind),
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

  playbookRoutes(app, ports)

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

  app.get('/api/maintenances/covers', async (request, reply) => {
    const place = CoversQuery.safeParse(request.query)
    if (!place.success) return sendRefusal(reply, refuse('input.invalid', 'place'))
    if (!sees(state, peerOf(request).account, nodeOf(place.data)))
      return sendRefusal(reply, refuse('organisation.unknownHall'))
    return coversOf(ports, place.data)
  })

  app.get('/api/maintenances', async (request): Promise<MaintenancesAnswer> => {
    const { account } = peerOf(request)
    const { underWay } = alertsOf(ports).engine
    const list = [...state.maintenances.values()].filter(({ place }) => sees(state, account, nodeOf(place)))
    return { now: clock.now(), maintenances: list.map((one) => maintenanceSeen(one, account, underWay.list)) }
  })

  /** What people call the machine of a place; null: it is no machine, or there no more. */
  function machineName(place: Maintenance['place']): Localized | null {
    if (place.of !== 'station' && place.of !== 'device') return null
    const { config } = live.hall(place.hallId).view
    return place.of === 'station'
      ? (config?.stations.find(({ id }) => id === place.stationId)?.name ?? null)
      : (config?.devices.find(({ id }) => id === place.deviceId)?.name ?? null)
  }

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
      machineName: machineName(place),
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
