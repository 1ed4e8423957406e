import type { HubFact, WebhookBody } from '@service-hall/contract'
import { pathOf } from '../access/may.ts'
import type { AlertState } from '../alert/state.ts'
import { RESTLESS } from '../alert/engine.ts'
import type { OrganisationState } from '../organisation/state.ts'
import type { RecordPlace } from '../records/entry.ts'
import { tellsOf } from './state.ts'
import type { KeptChannel, NoticeState } from './state.ts'

type State = OrganisationState & AlertState & NoticeState
type Event = Exclude<WebhookBody['type'], 'test'>

const EVENT_OF: Partial<Record<HubFact['type'], Event>> = {
  AlertRaised: 'alert.raised',
  AlertReopened: 'alert.reopened',
  AlertWorsened: 'alert.worsened',
  AlertEscalated: 'alert.escalated',
  AlertCleared: 'alert.cleared',
}

/** What goes out, and by which channel. `id`: the same on every node. */
export type Notice = {
  id: string
  channelId: string
  event: Event
  alertId: string
  critical: boolean
  body: WebhookBody
}

/** What a fact of an alert has to be told, by each channel that tells of it. An alert that comes and goes is told twice. */
export function noticesOf(
  state: State,
  { fact, number, at }: RecordPlace & { fact: HubFact },
  hallName: (hallId: string) => { zh: string; en: string },
): Notice[] {
  const event = EVENT_OF[fact.type]
  if (!event || !('alertId' in fact)) return []
  const alert = state.alerts.get(fact.alertId)
  if (!alert) return []
  if (alert.reopened >= RESTLESS && event !== 'alert.worsened' && event !== 'alert.escalated') return []
  const path = pathOf(state, state.halls.get(alert.hallId)?.regionId ?? alert.regionId)
  const { alertId, kind, severity, hallId, subject, value, limit, raisedAt, escalated } = alert
  const body: WebhookBody = {
    type: event,
    timestamp: new Date(at).toISOString(),
    data: {
      ...{ alertId, kind, severity, hallId, hallName: hallName(hallId), regionId: path[0] ?? alert.regionId },
      ...{ subject, value, limit, raisedAt: new Date(raisedAt).toISOString(), escalatedTo: escalated },
    },
  }
  const fits = (channel: KeptChannel): boolean => {
    if (!channel.on || !path.includes(channel.regionId) || !tellsOf(channel, kind)) return false
    if (channel.least === 'critical' && severity !== 'critical') return false
    if (event === 'alert.cleared' && !channel.endings) return false
    if (channel.of === 'escalated') return escalated === channel.regionId && event !== 'alert.raised'
    // Of what is raised to a region above, that region is told; who knew of it before knows it.
    return event !== 'alert.escalated' || escalated === channel.regionId
  }
  return [...state.channels.values()].filter(fits).map((channel) => ({
    ...{ id: `${number}.${channel.channelId}`, channelId: channel.channelId, event, alertId, body },
    critical: severity === 'critical',
  }))
}
