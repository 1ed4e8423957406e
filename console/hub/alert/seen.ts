import type { AlertSeen, HallConfig, HallId, Localized } from '@service-hall/contract'
import type { HubState } from '../capabilities.ts'
import type { LiveRegion } from '../live/live-region.ts'
import { RESTLESS } from './engine.ts'
import type { UnderWay } from './maintenance.ts'
import type { Standings } from './standing.ts'
import type { Untaken } from './untaken.ts'
import { silencedBy } from './silenced.ts'
import type { Alert } from './state.ts'

export type SeenPorts = { records: { state: HubState }; live: LiveRegion }
/** By what the engine of a node judges alerts. */
export type Judged = { underWay: Pick<UnderWay, 'list'>; standings: Standings; untaken: Untaken }

export function hallNameOf(live: LiveRegion, hallId: HallId): Localized {
  return live.hall(hallId).view.config?.hall.name ?? { zh: hallId, en: hallId }
}

/** What people call what an alert is about; null: the hall as a whole, or it is there no more. */
export function subjectName(
  config: HallConfig | null,
  { kind, subject }: Pick<Alert, 'kind' | 'subject'>,
): Localized | null {
  const [id = ''] = subject.split('.')
  const nameIn = (list: readonly { id: string; name: Localized }[] = []): Localized | null =>
    list.find((row) => row.id === id)?.name ?? null
  switch (kind) {
    case 'counterIdle':
    case 'handlingOverLimit':
      return nameIn(config?.counters)
    case 'stationLost':
    case 'kioskStuck':
    case 'takingsUnusual':
      return nameIn(config?.stations)
    case 'deviceDown':
    case 'consumableLow':
      return nameIn(config?.devices)
    default:
      return null
  }
}

/** An alert as the console shows it. */
export function alertSeen(
  { records, live }: SeenPorts,
  { underWay, standings, untaken }: Judged,
  alert: Alert,
): AlertSeen {
  const { state } = records
  const { hallId, regionId, steps, clearedAt, reopened } = alert
  const { config } = live.hall(hallId).view
  return {
    ...alert,
    regionId: state.halls.get(hallId)?.regionId ?? regionId,
    hallName: hallNameOf(live, hallId),
    subjectName: subjectName(config, alert),
    steps: [...steps],
    restless: reopened >= RESTLESS,
    silenced: clearedAt === null ? silencedBy(state, underWay, alert, config) : null,
    rests: standings.rest(alert),
    planned: standings.planned(alert),
    goesUp: untaken.left(alert),
  }
}

/** The station that steps of a playbook are for; null: none. */
export function stationOf(
  config: HallConfig | null,
  { kind, subject }: Pick<Alert, 'kind' | 'subject'>,
): string | null {
  const [id = ''] = subject.split('.')
  if (kind === 'stationLost' || kind === 'kioskStuck') return id
  if (kind !== 'deviceDown' && kind !== 'consumableLow') return null
  return config?.devices.find((device) => device.id === id)?.station ?? null
}

/** The alert of an id, for who may look at its hall. */
export function alertFor(state: HubState, alertId: string): Alert | undefined {
  return state.alerts.get(alertId as Alert['alertId'])
}
