import { DAY_TYPES, PointHours } from './hours.ts'
import type { PointDayType } from './hours.ts'

// Hours as people write them in a table and in a field: `1-5 08:30-17:30; 6 09:00-12:00; holiday closed;
// 2026-10-01..2026-10-03 closed`, or `24h`.

const ALL_DAY = '00:00-24:00'
const CLOSED = 'closed'
/** Longest text that is read: many times what anybody writes. */
export const LONGEST_HOURS = 4_000

/** The hours that a text spells; null: it spells none. */
export function readHours(text: string): PointHours | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[–—～~至]/g, '-')
    .trim()
  if (plain.length > LONGEST_HOURS) return null
  if (/^24\s*h$/i.test(plain)) return allDay()
  const hours: PointHours = { week: {}, special: [] }
  for (const row of plain.split(/[;\n]/).map((part) => part.trim())) {
    if (row !== '' && !readRow(hours, row)) return null
  }
  return PointHours.safeParse(hours).data ?? null
}

/** Hours as `readHours` reads them. */
export function hoursText({ week, special }: PointHours): string {
  const weekdays = DAY_TYPES.slice(0, 7)
  const texts = weekdays.map((day) => (week[day] ?? []).join(' '))
  const isAllDay = texts.every((text) => text === ALL_DAY)
  if (isAllDay && special.length === 0 && (week.holiday?.join(' ') ?? ALL_DAY) === ALL_DAY) return '24h'
  const rows: string[] = []
  for (let at = 0; at < 7;) {
    let last = at
    while (last < 6 && texts[last + 1] === texts[at]) last += 1
    if (texts[at] !== '') rows.push(`${at === last ? at + 1 : `${at + 1}-${last + 1}`} ${texts[at]}`)
    at = last + 1
  }
  if (week.holiday) rows.push(`holiday ${week.holiday.join(' ') || CLOSED}`)
  for (const { from, to, spans } of special)
    rows.push(`${from === to ? from : `${from}..${to}`} ${spans.join(' ') || CLOSED}`)
  return rows.join('; ')
}

/** Open around the clock on every day. */
export function allDay(): PointHours {
  return { week: Object.fromEntries(DAY_TYPES.map((day) => [day, [ALL_DAY]])), special: [] }
}

function readRow(hours: PointHours, row: string): boolean {
  const [days = '', ...spans] = row.split(/\s+/)
  if (spans.length === 0) return false
  const said =
    spans.length === 1 && spans[0] === CLOSED ? [] : spans.map((span) => (span === '24h' ? ALL_DAY : span))
  const dated = /^(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?$/.exec(days)
  if (dated) {
    const [, from = '', to = from] = dated
    hours.special.push({ from, to, spans: said })
    return true
  }
  const types = typesOf(days)
  for (const type of types) hours.week[type] = said
  return types.length > 0
}

/** `1-5`, `6,7`, `holiday`; none: it names no day. */
function typesOf(text: string): PointDayType[] {
  const types: PointDayType[] = []
  for (const part of text.split(',')) {
    const range = /^([1-7])(?:-([1-7]))?$/.exec(part)
    if (part === 'holiday') types.push('holiday')
    else if (range) types.push(...DAY_TYPES.slice(Number(range[1]) - 1, Number(range[2] ?? range[1])))
    else return []
  }
  return types
}
