import type { AlertId, AlertRest, AlertSeen } from '@service-hall/contract'
import type { HubState } from '../capabilities.ts'
import type { LiveRegion } from '../live/live-region.ts'
import { countedSpans, within } from '../planned/planned-hours.ts'
import type { HallPlan } from '../planned/planned-hours.ts'
import { countedOf, restCause, restOf } from './resting.ts'
import type { HallRules } from './rule-of.ts'
import type { Alert } from './state.ts'

type Ports = { records: { state: HubState }; live: LiveRegion }
type Plan = Pick<HallPlan, 'config'> & { calendar: unknown; off: unknown; hoursOnly: boolean }
type Known = { plan: Plan; rest: AlertRest; asOf: number }
type Age = { plan: Plan; from: number; upTo: number; ms: number }

/** A rest whose end is not in sight is looked at again after this, ms. */
const LOOKS_AGAIN_MS = 10 * 60_000

/** How an open alert stands to the planned hours of what it is about: by the one rule that the engine goes by. */
export class Standings {
  readonly #ports: Ports
  readonly #rules: Pick<HallRules, 'of'>
  /** What is worked out holds until the plan is another, or the rest is over. */
  readonly #rests = new Map<AlertId, Known>()
  readonly #ages = new Map<AlertId, Age>()

  constructor(ports: Ports, rules: Pick<HallRules, 'of'>) {
    this.#ports = ports
    this.#rules = rules
  }

  /** Whether it rests now. */
  isResting(alert: Alert): boolean {
    const { live } = this.#ports
    const rule = this.#rules.of(alert.hallId, alert.kind)
    return restCause(live.hall(alert.hallId).plan, rule, alert, live.momentOf(alert.hallId)) !== null
  }

  /** Why it rests now, and until when; null: it does not, or has ended. */
  rest(alert: Alert): AlertRest | null {
    if (alert.clearedAt !== null || !this.isResting(alert)) {
      this.#rests.delete(alert.alertId)
      return null
    }
    const { live } = this.#ports
    const moment = live.momentOf(alert.hallId)
    const plan = this.#planOf(alert)
    const known = this.#rests.get(alert.alertId)
    const isSame = known && isSamePlan(known.plan, plan) && moment.at >= known.asOf
    if (isSame && moment.at < (known.rest.until ?? known.asOf + LOOKS_AGAIN_MS)) return known.rest
    const rule = this.#rules.of(alert.hallId, alert.kind)
    const rest = restOf(live.hall(alert.hallId).plan, rule, alert, moment)
    if (rest) this.#rests.set(alert.alertId, { plan, rest, asOf: moment.at })
    return rest
  }

  /** How long it has been open in planned time, by the hours as they were then, and at which moment that is so. */
  planned(alert: Alert): AlertSeen['planned'] {
    const { live } = this.#ports
    const { alertId, hallId, kind, raisedAt, clearedAt } = alert
    const { at: now, hallAt } = live.momentOf(hallId)
    const at = Math.max(raisedAt, clearedAt ?? now)
    const plan = this.#planOf(alert)
    const known = this.#ages.get(alertId)
    const goesOn = known && known.from === raisedAt && known.upTo <= at && isSamePlan(known.plan, plan)
    const from = goesOn ? known.upTo : raisedAt
    const counted = countedOf(this.#rules.of(hallId, kind), alert)
    const spans = countedSpans(live.hall(hallId).plan, counted, { from, to: at }, now - hallAt)
    const ms = (goesOn ? known.ms : 0) + within(spans, { from, to: at })
    this.#ages.set(alertId, { plan, from: raisedAt, upTo: at, ms })
    return { ms, at }
  }

  /** Forgets what is known of alerts that are no longer at hand. */
  forget(): void {
    const { alerts } = this.#ports.records.state
    for (const known of [this.#rests, this.#ages])
      for (const alertId of known.keys()) if (!alerts.has(alertId)) known.delete(alertId)
  }

  #planOf({ hallId, kind, subject }: Alert): Plan {
    const { config, calendars, switchedOff } = this.#ports.live.hall(hallId).plan
    const [id = ''] = subject.split('.')
    const stationId = config?.devices.find((device) => device.id === id)?.station ?? id
    const { hoursOnly } = this.#rules.of(hallId, kind)
    return {
      ...{ config, hoursOnly },
      ...{ calendar: calendars.get(stationId), off: switchedOff.get(stationId)?.from },
    }
  }
}

const isSamePlan = (a: Plan, b: Plan): boolean =>
  a.config === b.config && a.calendar === b.calendar && a.off === b.off && a.hoursOnly === b.hoursOnly
