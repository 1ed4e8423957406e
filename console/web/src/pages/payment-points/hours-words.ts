import { hoursText } from '@service-hall/contract'
import type { PointHours } from '@service-hall/contract'

type Say = (key: string, parts?: Record<string, string>) => string

/** Opening hours in the reader's language; `say`: texts of this page. */
export function hoursWords(hours: PointHours, say: Say): string {
  const text = hoursText(hours)
  if (text === '24h') return say('paymentPoints.allDay')
  return text
    .split('; ')
    .map((row) => rowWords(row, say))
    .join(say('paymentPoints.between'))
}

/** A row is its days, then spans of hours or `closed`. */
function rowWords(row: string, say: Say): string {
  const [days = '', ...spans] = row.split(' ')
  const when = spans.map((span) => (span === 'closed' ? say('paymentPoints.shut') : span)).join(' ')
  return `${daysWords(days, say)} ${when}`.trim()
}

function daysWords(days: string, say: Say): string {
  if (days === 'holiday') return say('paymentPoints.holiday')
  const weekdays = /^([1-7])(?:-([1-7]))?$/.exec(days)
  if (!weekdays) return days.replace('..', '–')
  const [, first = '', last] = weekdays
  const from = say(`paymentPoints.day${first}`)
  return last === undefined
    ? from
    : say('paymentPoints.daysTo', { from, to: say(`paymentPoints.day${last}`) })
}
