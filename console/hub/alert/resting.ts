import { ALERT_RULES } from '@service-hall/contract'
import type { AlertKind, AlertRule } from '@service-hall/contract'
import { isHallClosed, isPoweredOff } from '../planned/planned-hours.ts'
import type { HallPlan } from '../planned/planned-hours.ts'

/**
 * Whether a rule rests for a subject at a moment (epoch ms of a wall clock, as people planned it): one of opening hours
 * while the hall is closed, any rule of a machine while the power calendar that it goes by has it switched off.
 */
export function restsNow(
  plan: HallPlan,
  { hoursOnly }: Pick<AlertRule, 'hoursOnly'>,
  { kind, subject }: { kind: AlertKind; subject: string },
  at: number,
): boolean {
  if (hoursOnly && isHallClosed(plan.config, at)) return true
  const { of } = ALERT_RULES[kind]
  const [id = ''] = subject.split('.')
  if (of === 'station') return isPoweredOff(plan, `station:${id}`, at)
  return (of === 'device' || of === 'consumable') && isPoweredOff(plan, `device:${id}`, at)
}
