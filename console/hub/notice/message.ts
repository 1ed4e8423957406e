import { ALERT_NAMES, SEVERITY_NAMES } from '@service-hall/contract'
import type { AlertKind, Language, Severity, WebhookBody } from '@service-hall/contract'
import type { Message } from './send.ts'

/** What happened, before what it happened to. */
const EVENTS: Readonly<Record<WebhookBody['type'], Record<Language, string>>> = {
  'alert.raised': { zh: '告警', en: 'Alert' },
  'alert.reopened': { zh: '再次告警', en: 'Alert again' },
  'alert.worsened': { zh: '告警升级为严重', en: 'Alert is critical now' },
  'alert.escalated': { zh: '上报', en: 'Raised to you' },
  'alert.cleared': { zh: '告警解除', en: 'Alert has ended' },
  test: { zh: '测试通知', en: 'Test notice' },
}
const SIGN: Record<Language, string> = { zh: '【营业厅监控】', en: '[Hall console] ' }
/** Lines of a digest; what is beyond them is counted. */
const MOST_LINES = 15

function lineOf({ type, data }: WebhookBody, language: Language): string {
  const event = EVENTS[type][language]
  if (!data) return event
  const kind = ALERT_NAMES[data.kind as AlertKind][language]
  const severity = SEVERITY_NAMES[data.severity as Severity][language]
  const what = data.subject === 'hall' ? kind : `${kind} ${data.subject}`
  return language === 'zh'
    ? `${event}（${severity}）：${data.hallName.zh}，${what}`
    : `${event} (${severity}): ${data.hallName.en}, ${what}`
}

/** One message of one or many notices. `origin`: of the console, for the way there. */
export function messageOf(
  bodies: readonly WebhookBody[],
  language: Language,
  origin: string | undefined,
): Message {
  const [first] = bodies
  const lines = bodies.slice(0, MOST_LINES).map((body) => lineOf(body, language))
  const more = bodies.length - lines.length
  if (more > 0) lines.push(language === 'zh' ? `另有 ${more} 条` : `and ${more} more`)
  const only = bodies.length === 1 && first ? lineOf(first, language) : null
  const many = language === 'zh' ? `${bodies.length} 条告警通知` : `${bodies.length} notices`
  const path =
    bodies.length === 1 && first?.data ? `/alert?id=${encodeURIComponent(first.data.alertId)}` : '/alerts'
  const link = origin === undefined ? [] : [new URL(path, origin).href]
  return {
    subject: `${SIGN[language]}${only ?? many}`,
    text: [...(only === null ? [many] : []), ...lines, ...link].join('\n'),
    language,
  }
}
