import { ALERT_RULES } from '@service-hall/contract'
import type { AlertKind, AlertRest, AlertRule } from '@service-hall/contract'
import type { Moment } from '../live/live-hall.ts'
import {
  countedSpans,
  isHallClosed,
  isPoweredOff,
  isSwitchedOff,
  stationOf,
} from '../planned/planned-hours.ts'
import type { Counted, HallPlan } from '../planned/planned-hours.ts'

type Hours = Pick<AlertRule, 'hoursOnly'>
type About = { kind: AlertKind; subject: string }

/** So far ahead the end of a rest is looked for, ms: the next day first, since most end there. */
const NEAR_MS = 36 * 3_600_000
const FAR_MS = 14 * 86_400_000

/** What counts for a subject, by the rule of its kind. */
export function countedOf({ hoursOnly }: Hours, { kind, subject }: About): Counted {
  const { of } = ALERT_RULES[kind]
  const [id = ''] = subject.split('.')
  if (of === 'station') return { hoursOnly, machine: `station:${id}` }
  return { hoursOnly, machine: of === 'device' || of === 'consumable' ? `device:${id}` : null }
}

/**
 * Why a rule rests for a subject at a moment: one of opening hours while the hall is closed, any rule of a machine while
 * it is off by plan. null: it does not. What the engine goes by, and what the console shows.
 */
export function restCause(
  plan: HallPlan,
  rule: Hours,
  about: About,
  { at, hallAt }: Moment,
): AlertRest['why'] | null {
  const { hoursOnly, machine } = countedOf(rule, about)
  if (machine !== null && isSwitchedOff(plan, machine, hallAt)) return 'switchedOff'
  if (hoursOnly && isHallClosed(plan.config, at)) return 'closed'
  return machine !== null && isPoweredOff(plan, machine, at) ? 'calendar' : null
}

/** That, and until when, by the hub's wall clock; `until` null: not within two weeks. */
export function restOf(plan: HallPlan, rule: Hours, about: About, moment: Moment): AlertRest | null {
  const why = restCause(plan, rule, about, moment)
  if (why === null) return null
  const counted = countedOf(rule, about)
  const { at, hallAt } = moment
  const aheadMs = at - hallAt
  const nextIn = (ahead: number): number | undefined =>
    countedSpans(plan, counted, { from: at, to: at + ahead }, aheadMs)[0]?.from
  const until = nextIn(NEAR_MS) ?? nextIn(FAR_MS) ?? null
  const stationId = counted.machine === null ? null : stationOf(plan.config, counted.machine)
  const off = stationId === null ? undefined : plan.switchedOff.get(stationId)
  return {
    ...{ why, until },
    ...(why === 'switchedOff' && off ? { by: off.by } : {}),
  }
}
