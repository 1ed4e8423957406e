import { ALERT_NAMES, ALERT_RULES, SEVERITY_NAMES } from '@service-hall/contract'
import type { AlertKind, AlertRest, AlertSeen, Severity } from '@service-hall/contract'
import { spanText, useText } from '@service-hall/ui'
import type { IconName } from '@service-hall/ui'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

/** Severity as icon and tone; its word stands beside it. */
export const SEVERITY_LOOKS: Readonly<Record<Severity, { tone: 'bad' | 'warn'; icon: IconName }>> = {
  critical: { tone: 'bad', icon: 'over' },
  warning: { tone: 'warn', icon: 'warn' },
}

export type AlertText = {
  kind: (kind: AlertKind) => string
  severity: (severity: Severity) => string
  /** What of its hall an alert is about. */
  subject: (alert: Pick<AlertSeen, 'subject' | 'subjectName' | 'kind'>) => string
  /** A measured value or limit with its unit. */
  value: (kind: AlertKind, value: number | null) => string
  /** A span that a rule says: in the largest unit that it is whole in. */
  span: (ms: number) => string
  /** How old: `mm:ss`, days from one on. */
  age: (ms: number) => string
  stamp: (at: number) => string
  /** Until when an alert rests; `now`: the hub's clock. Today's times without their day. */
  rest: (rest: AlertRest, now: number) => string
  /** Why it does. */
  restWhy: (rest: AlertRest) => string
}

/** Who did something, as people call them: `account:sue` → `sue`; null: the hub itself. */
export const accountOf = (by: string): string | null => /^account:(.*)$/.exec(by)?.[1] ?? null

/** What pages say of alerts, in the language that is on. */
export function useAlertText(): AlertText {
  const { t, say, language } = useText()

  const locale = (): string => (language.value === 'zh' ? 'zh-CN' : 'en-GB')
  function untilText(at: number, now: number): string {
    const day = (of: number): string => new Date(of).toDateString()
    const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
    const date = { month: '2-digit', day: '2-digit' } as const
    return new Intl.DateTimeFormat(locale(), day(at) === day(now) ? clock : { ...date, ...clock }).format(at)
  }
  function span(ms: number): string {
    if (ms !== 0 && ms % HOUR_MS === 0) return t('alertWords.hours', { n: ms / HOUR_MS })
    if (ms !== 0 && ms % MINUTE_MS === 0) return t('alertWords.minutes', { n: ms / MINUTE_MS })
    return t('alertWords.seconds', { n: ms / 1_000 })
  }
  return {
    kind: (kind) => say(ALERT_NAMES[kind]),
    severity: (severity) => say(SEVERITY_NAMES[severity]),
    subject({ subject, subjectName, kind }) {
      if (ALERT_RULES[kind].of === 'hall') return t('alertWords.wholeHall')
      const [id = '', part] = subject.split('.')
      const name = subjectName ? say(subjectName) : id
      return part === undefined ? name : `${name} · ${t(`alertWords.consumable.${part}`)}`
    },
    value(kind, value) {
      if (value === null) return t('alertWords.none')
      switch (ALERT_RULES[kind].unit) {
        case 'ms':
          return value < HOUR_MS
            ? t('alertWords.minutes', { n: Math.round(value / MINUTE_MS) })
            : spanText(value)
        case 'share': {
          const n = Math.round(value * 100)
          return kind === 'handlingOverLimit'
            ? t('alertWords.ofLimit', { n })
            : t('alertWords.percent', { n })
        }
        case 'level':
          return t(`alertWords.level.${value >= 2 ? 'out' : value >= 1 ? 'low' : 'enough'}`)
        case 'count':
          return String(value)
        case 'state':
          return t('alertWords.none')
      }
    },
    span,
    age: (ms) =>
      ms < DAY_MS
        ? spanText(ms)
        : t('alertWords.days', { n: Math.floor(ms / DAY_MS), span: spanText(ms % DAY_MS) }),
    stamp: (at) =>
      new Intl.DateTimeFormat(locale(), {
        ...{ month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
        hourCycle: 'h23',
      }).format(at),
    rest: ({ until }, now) =>
      until === null
        ? t('alertWords.rests.open')
        : t('alertWords.rests.until', { at: untilText(until, now) }),
    restWhy: ({ why, by = '' }) =>
      t(`alertWords.restWhy.${why}`, { who: accountOf(by) ?? t('alertWords.hub') }),
  }
}
