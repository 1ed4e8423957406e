import { daysLater, daysOf } from '@service-hall/contract'
import type { HallId, PlanDay, ServiceForecast, Week, WeekDemand } from '@service-hall/contract'
import type { Store } from '../../core/store.ts'
import { calendarRow, openDays } from '../../people/open-days.ts'
import type { PlanState } from '../context.ts'
import { forecast } from './forecast.ts'
import { dayDemand } from './need.ts'
import { cameTo, handledIn } from './store.ts'
import { targetOf } from './target.ts'

/** Days before the week that a forecast rests on. */
const DAYS_BACK = 56
/** Cases of a service below which its own mean says too little. */
const ENOUGH_CASES = 20
/** A case, where nothing has been served yet, ms. */
const ASSUMED_CASE_MS = 6 * 60_000

/**
 * What a hall has to expect in a week, from its figures of the eight weeks before.
 * @param today the hall's present day, which is not over and does not count; null: none is known
 */
export async function weekDemand(
  store: Store,
  state: PlanState,
  hallId: HallId,
  week: Week,
  today: PlanDay | null,
): Promise<WeekDemand> {
  const end = today !== null && today < week ? today : week
  const span = { hallId, from: daysLater(end, -DAYS_BACK), to: daysLater(end, -1) }
  const [came, handled] = await Promise.all([cameTo(store, span), handledIn(store, span)])
  const all = [...handled.values()].reduce(
    (sum, one) => ({ served: sum.served + one.served, handlingMs: sum.handlingMs + one.handlingMs }),
    { served: 0, handlingMs: 0 },
  )
  const ofAll = all.served > 0 ? all.handlingMs / all.served : ASSUMED_CASE_MS
  const caseMs = (service: string): number => {
    const { served = 0, handlingMs = 0 } = handled.get(service) ?? {}
    return served >= ENOUGH_CASES ? handlingMs / served : ofAll
  }
  const target = targetOf(state, hallId)
  const { open } = openDays(state, hallId, week)
  const days = daysOf(week).map((day, at) => {
    const expected = forecast(day, came, (one) => calendarRow(state, hallId, one))
    const services: ServiceForecast[] = expected.map((one) => ({ ...one, handlingMs: caseMs(one.service) }))
    return dayDemand(day, services, open[at] ?? [], target)
  })
  return { target, days }
}
