import { ALERT_RULES } from '@service-hall/contract'
import type { AlertKind, AlertRule, AlertRuleField, HallId, RegionId } from '@service-hall/contract'
import { useText } from '@service-hall/ui'
import { useAlertText } from '../../alerts/words.ts'
import { useLive } from '../../live/live-store.ts'
import { useOrganisation } from '../../organisation/organisation-store.ts'

/** Fields that kinds have, in the order of their columns. */
export const FIELDS = [
  'on',
  'severity',
  'raise',
  'clear',
  'critical',
  'raiseHeldMs',
  'clearHeldMs',
  'least',
  'hoursOnly',
  'escalateMs',
] as const satisfies readonly AlertRuleField[]

/** Whether a field says anything for a kind: what is so or not so has no limits. */
export function hasField(kind: AlertKind, field: AlertRuleField): boolean {
  const { unit } = ALERT_RULES[kind]
  if (field === 'raise' || field === 'clear' || field === 'critical') return unit !== 'state'
  if (field === 'least') return kind === 'ratingLow' || kind === 'takingsUnusual'
  return true
}

/** How a number is typed: in which unit, and how many of the rule's own make one. */
export function unitOf(
  kind: AlertKind,
  field: AlertRuleField,
): { unit: string; factor: number; step: number } {
  if (field === 'raiseHeldMs' || field === 'clearHeldMs') return { unit: 'seconds', factor: 1_000, step: 1 }
  if (field === 'escalateMs') return { unit: 'minutes', factor: 60_000, step: 1 }
  if (field === 'least') return { unit: 'count', factor: 1, step: 1 }
  switch (ALERT_RULES[kind].unit) {
    case 'ms':
      return { unit: 'minutes', factor: 60_000, step: 0.5 }
    case 'share':
      return { unit: 'percent', factor: 0.01, step: 1 }
    default:
      return { unit: 'level', factor: 1, step: 1 }
  }
}

export type RuleText = {
  value: (kind: AlertKind, field: AlertRuleField, value: AlertRule[AlertRuleField]) => string
  /** `default:A`, `region:sd:A`, `hall:H1` as people call it. */
  place: (from: string) => string
}

export function useRuleText(): RuleText {
  const { t, say } = useText()
  const words = useAlertText()
  const organisation = useOrganisation()
  const live = useLive()

  function figure(kind: AlertKind, field: AlertRuleField, value: number): string {
    if (field === 'escalateMs' && value === 0) return t('alertRules.never')
    if (field === 'least') return String(value)
    if (field.endsWith('Ms') || ALERT_RULES[kind].unit === 'ms') return words.span(value)
    return words.value(kind, value)
  }
  return {
    value(kind, field, value) {
      if (value === null || !hasField(kind, field)) return t('alertWords.none')
      if (field === 'hoursOnly') return t(value === true ? 'alertRules.inHours' : 'alertRules.always')
      if (typeof value === 'boolean') return t(value ? 'alertRules.yes' : 'alertRules.off')
      return typeof value === 'number' ? figure(kind, field, value) : words.severity(value)
    },
    place(from) {
      const [of, id = '', tier] = from.split(':')
      if (of === 'default')
        return id === '' ? t('alertRules.place.default') : t('alertRules.place.defaultTier', { tier: id })
      if (of === 'hall') {
        const tile = live.tileOf(id as HallId)
        return t('alertRules.place.hall', { hall: tile ? say(tile.name) : id })
      }
      const region = organisation.regions.get(id as RegionId)
      const name = region ? say(region.name) : id
      return tier === undefined
        ? t('alertRules.place.region', { region: name })
        : t('alertRules.place.regionTier', { region: name, tier })
    },
  }
}
