import { ALERT_NAMES, SEVERITY_NAMES } from '@service-hall/contract'
import type { Language, PastAlert } from '@service-hall/contract'
import { BOM, field } from '../../report/files/csv.ts'

const HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  zh: [
    '编号',
    '类型',
    '级别',
    '营业厅',
    '对象',
    '发生',
    '受理',
    '处置人',
    '结束',
    '受理用时（分钟）',
    '持续（分钟）',
    '复发次数',
  ],
  en: [
    'Id',
    'Kind',
    'Severity',
    'Hall',
    'About',
    'Raised',
    'Taken',
    'By',
    'Ended',
    'Minutes until taken',
    'Minutes until ended',
    'Came back',
  ],
}
const MINUTE_MS = 60_000

/** Past alerts as a file for spreadsheets, a row each; stamps in UTC (ISO 8601), spans in minutes. */
export function pastFile(alerts: readonly PastAlert[], language: Language): string {
  const stamp = (at: number | null): string => (at === null ? '' : new Date(at).toISOString())
  const span = (from: number, to: number | null): string =>
    to === null ? '' : (Math.max(0, to - from) / MINUTE_MS).toFixed(1)
  const rows = alerts.map((alert) => {
    const { raisedAt, takenAt, clearedAt } = alert
    return [
      ...[alert.alertId, ALERT_NAMES[alert.kind][language], SEVERITY_NAMES[alert.severity][language]],
      ...[alert.hallName[language], alert.subjectName?.[language] ?? alert.subject],
      ...[stamp(raisedAt), stamp(takenAt), alert.who ?? '', stamp(clearedAt)],
      ...[span(raisedAt, takenAt), span(raisedAt, clearedAt), String(alert.reopened)],
    ]
  })
  return BOM + [HEADINGS[language], ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('')
}
