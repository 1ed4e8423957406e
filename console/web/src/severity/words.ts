import { spanText, useText } from '@service-hall/ui'
import type { IconName } from '@service-hall/ui'
import type { Level, Reason } from './severity.ts'

/** Each level by an icon of its own, so that colour only repeats it. */
export const LEVEL_ICONS = {
  bad: 'over',
  warn: 'warn',
  good: 'check',
  idle: 'none',
} as const satisfies Record<Level, IconName>

/** Says a reason in the language that is on. */
export function useReasonText(): (reason: Reason) => string {
  const { t, say } = useText()
  return (reason) => {
    const spans = Object.entries<unknown>(reason).flatMap(([name, value]): [string, string][] =>
      name.endsWith('Ms') && typeof value === 'number' ? [[name.replace(/Ms$/, ''), spanText(value)]] : [],
    )
    const values: Record<string, unknown> = { ...reason, ...Object.fromEntries<string>(spans) }
    return t(`severity.reason.${reason.is}`, {
      ...values,
      span: values['for'],
      ...(reason.is === 'stuck' ? { kiosk: say(reason.kiosk) } : {}),
    })
  }
}
