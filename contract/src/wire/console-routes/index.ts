import { ACCESS_ROUTES } from './access.ts'
import { ALERT_ROUTES } from './alerts.ts'
import { APPRAISAL_ROUTES } from './appraisal.ts'
import { FLEET_ROUTES } from './fleet.ts'
import { HALL_MACHINE_ROUTES } from './halls.ts'
import { HISTORY_ROUTES } from './history.ts'
import { ORGANISATION_ROUTES } from './organisation.ts'
import { PAYMENT_POINT_ROUTES } from './payment-points.ts'
import { PEOPLE_ROUTES } from './people.ts'
import { RECORD_ROUTES } from './records.ts'
import { RELEASE_ROUTES } from './releases.ts'
import { ROLLOUT_ROUTES } from './rollouts.ts'
import { REPORT_ROUTES } from './reports.ts'
import { consoleRoutes } from './route.ts'
import { TAKINGS_ROUTES } from './takings.ts'

const MONITORING_ROUTES = consoleRoutes([
  {
    ...{ method: 'GET', path: '/healthz', by: 'monitor', at: 'own' },
    does: 'Says whether the node is well: its database, its disk, the other nodes. At most 120 times a minute from one address.',
    answers: { 200: { json: 'HealthSeen' }, 503: { json: 'HealthSeen' } },
    refusals: ['access.signIn', 'access.tooMany'],
  },
  {
    ...{ method: 'GET', path: '/metrics', by: 'monitor', at: 'own' },
    does: 'What the hub does and how its process is, as Prometheus text (format 0.0.4). At most 120 times a minute from one address.',
    answers: { 200: { type: 'text/plain', is: 'series with their numbers' } },
    refusals: ['access.signIn', 'access.tooMany'],
  },
])

/**
 * Every HTTP route of a region's hub but its pages. What is not in it cannot be mounted; who may use a route is asked by
 * it; the hub is compared with it, and its description made from it. A subject's rows stand in a file of their own.
 */
export const CONSOLE_ROUTES = [
  ...ACCESS_ROUTES,
  ...RECORD_ROUTES,
  ...ORGANISATION_ROUTES,
  ...ALERT_ROUTES,
  ...HISTORY_ROUTES,
  ...TAKINGS_ROUTES,
  ...HALL_MACHINE_ROUTES,
  ...PAYMENT_POINT_ROUTES,
  ...FLEET_ROUTES,
  ...RELEASE_ROUTES,
  ...ROLLOUT_ROUTES,
  ...PEOPLE_ROUTES,
  ...APPRAISAL_ROUTES,
  ...REPORT_ROUTES,
  ...MONITORING_ROUTES,
]

export type { ConsoleReach, ConsoleRoute, ConsoleUser, OtherBody, TypedBody } from './route.ts'
export { consoleRoutes } from './route.ts'
