import type { AlertId, AlertSeen, RegionId } from '@service-hall/contract'
import type { Clock } from '@service-hall/server-kit'
import type { HubState } from '../capabilities.ts'
import type { LiveRegion } from '../live/live-region.ts'
import { regionAbove } from './decide.ts'
import type { UnderWay } from './maintenance.ts'
import type { HallRules } from './rule-of.ts'
import { silencedBy } from './silenced.ts'
import type { Standings } from './standing.ts'
import type { Alert } from './state.ts'

type Ports = {
  records: { state: HubState }
  live: LiveRegion
  clock: Clock
  rules: Pick<HallRules, 'of'>
  underWay: Pick<UnderWay, 'list'>
  standings: Standings
}
type Waiting = { mark: string; since: number; seen: number }

/**
 * How long nobody has taken the open alerts, each as it stands, by the steady clock of this node and in planned time
 * alone: out of hours nobody is expected to take one.
 */
export class Untaken {
  readonly #ports: Ports
  readonly #waiting = new Map<AlertId, Waiting>()

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** Looks at all that are open; answers those that go up, and where to. */
  look(): { alert: Alert; to: RegionId }[] {
    const { state } = this.#ports.records
    for (const alertId of this.#waiting.keys())
      if (state.alerts.get(alertId)?.clearedAt !== null) this.#waiting.delete(alertId)
    return [...state.openAlerts.values()].flatMap((alertId) => {
      const alert = state.alerts.get(alertId)
      const to = alert && alert.acknowledged === null ? this.#lookAt(alert) : null
      return alert && to !== null ? [{ alert, to }] : []
    })
  }

  /** How long an alert has before it goes up, in planned time, as of a moment of the wall clock; null: it does not. */
  left(alert: Alert): AlertSeen['goesUp'] {
    const { clock, rules } = this.#ports
    const { escalateMs } = rules.of(alert.hallId, alert.kind)
    if (alert.clearedAt !== null || alert.acknowledged !== null || escalateMs === 0) return null
    if (this.#isSilenced(alert) || regionAbove(this.#ports.records.state, alert) === null) return null
    const known = this.#waiting.get(alert.alertId)
    const waited = known?.mark === markOf(alert) ? known.seen - known.since : 0
    const since = known && !this.#ports.standings.isResting(alert) ? clock.monotonic() - known.seen : 0
    return { ms: Math.max(0, escalateMs - waited - since), at: clock.now() }
  }

  #lookAt(alert: Alert): RegionId | null {
    const now = this.#ports.clock.monotonic()
    const mark = markOf(alert)
    const known = this.#waiting.get(alert.alertId)
    if (known?.mark !== mark || this.#isSilenced(alert)) {
      this.#waiting.set(alert.alertId, { mark, since: now, seen: now })
      return null
    }
    // Out of hours that time does not count, what was before does.
    if (this.#ports.standings.isResting(alert)) known.since += now - known.seen
    known.seen = now
    const { escalateMs } = this.#ports.rules.of(alert.hallId, alert.kind)
    if (escalateMs === 0 || now - known.since < escalateMs) return null
    return regionAbove(this.#ports.records.state, alert)
  }

  #isSilenced(alert: Alert): boolean {
    const { records, live, underWay } = this.#ports
    return silencedBy(records.state, underWay, alert, live.hall(alert.hallId).plan.config) !== null
  }
}

/** An alert as it stands: what comes back, or went up, waits anew. */
const markOf = ({ reopened, escalated }: Alert): string => `${reopened} ${escalated ?? ''}`
