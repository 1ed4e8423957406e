import type { AlertSeen } from '@service-hall/contract'

type Aged = Pick<AlertSeen, 'clearedAt' | 'rests' | 'planned'>

/** What has passed since a figure was told, ms: nothing while its alert rests, or has ended. */
const passed = (
  { clearedAt, rests }: Pick<AlertSeen, 'clearedAt' | 'rests'>,
  at: number,
  now: number,
): number => (clearedAt === null && rests === null ? Math.max(0, now - at) : 0)

/** How long an alert has lasted in planned time alone, ms. `now`: the hub's clock. */
export const plannedMs = (alert: Aged, now: number): number =>
  alert.planned.ms + passed(alert, alert.planned.at, now)

/** How long it has, in planned time, before it goes up by itself, ms; null: it does not. */
export const goesUpMs = (
  { goesUp, ...alert }: Pick<AlertSeen, 'clearedAt' | 'rests' | 'goesUp'>,
  now: number,
): number | null => goesUp && Math.max(0, goesUp.ms - passed(alert, goesUp.at, now))
