import type { AlertId, HallId } from '@service-hall/contract'
import type { Cancel, Clock } from '@service-hall/server-kit'
import type { Audience } from '../gateway/audience.ts'
import type { ReadEntry } from '../records/entry.ts'
import { alertSeen } from './seen.ts'
import type { Judged, SeenPorts } from './seen.ts'

type Ports = SeenPorts & { audience: Audience; clock: Clock }

/** Changes are told together, so often, ms. */
const TELL_MS = 250

/** Tells consoles which alerts changed, each console those of halls that it sees. */
export class AlertFeed {
  readonly #ports: Ports
  readonly #judged: Judged
  readonly #changed = new Set<AlertId>()
  #cancel: Cancel | null = null

  constructor(ports: Ports, judged: Judged) {
    this.#ports = ports
    this.#judged = judged
  }

  stop(): void {
    this.#cancel?.()
  }

  /** Facts of alerts were folded. What one of a hall or station silences is another than it was, too. */
  heard(entries: readonly ReadEntry[]): void {
    const { state } = this.#ports.records
    for (const { fact } of entries) {
      if (fact === null || !('alertId' in fact)) continue
      this.alert(fact.alertId)
      const alert = state.alerts.get(fact.alertId)
      const silences = alert?.kind === 'hallSilent' || alert?.kind === 'stationLost'
      if (silences && /^Alert(Raised|Reopened|Cleared)$/.test(fact.type)) this.hall(alert.hallId)
    }
  }

  /** All open alerts of a hall may be seen otherwise. */
  hall(hallId: HallId): void {
    for (const alertId of this.#ports.records.state.hallAlerts.get(hallId) ?? []) this.alert(alertId)
  }

  /** An alert may be seen otherwise. */
  alert(alertId: AlertId): void {
    this.#changed.add(alertId)
    this.#cancel ??= this.#ports.clock.after(TELL_MS, () => {
      this.#cancel = null
      this.#tell()
    })
  }

  #tell(): void {
    const { records, clock, audience } = this.#ports
    const { state } = records
    const seen = [...this.#changed].flatMap((id) => {
      const alert = state.alerts.get(id)
      return alert ? [alertSeen(this.#ports, this.#judged, alert)] : []
    })
    this.#changed.clear()
    if (seen.length === 0) return
    audience.tell('alerts', (halls) => {
      const alerts = seen.filter(({ hallId }) => halls.has(hallId))
      return alerts.length === 0 ? null : { now: clock.now(), upTo: state.number, alerts }
    })
  }
}
