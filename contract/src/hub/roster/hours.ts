import type { WorkSpan } from './words.ts'

/** Demand and cover are told by half hours. */
export const SLOT_MINUTES = 30
export const SLOTS = 48

type Spans = readonly WorkSpan[]

/** Minutes of work, breaks left out. */
export function minutesOf(spans: Spans): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0)
}

/** The longest work without a break of so many minutes, in minutes. */
export function longestStretch(spans: Spans, breakMinutes: number): number {
  let longest = 0
  let since = -1
  let last = -1
  for (const { from, to } of spans) {
    if (since < 0 || from - last >= Math.max(1, breakMinutes)) since = from
    last = to
    longest = Math.max(longest, to - since)
  }
  return longest
}

/** Whether a half hour (0: from midnight on) lies wholly in what is worked or open. */
export function covers(spans: Spans, slot: number): boolean {
  const from = slot * SLOT_MINUTES
  return spans.some((span) => span.from <= from && from + SLOT_MINUTES <= span.to)
}

/** Whether a half hour has any part of it in these spans. */
export function touches(spans: Spans, slot: number): boolean {
  const from = slot * SLOT_MINUTES
  return spans.some((span) => span.from < from + SLOT_MINUTES && from < span.to)
}

/** `08:30` */
export function clockText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** `08:30-12:00 13:00-17:00` */
export function spansText(spans: Spans): string {
  return spans.map(({ from, to }) => `${clockText(from)}-${clockText(to)}`).join(' ')
}

/** The stretches that a text such as `08:30-12:00 13:00-17:00` says, however it is typed; null: it says something else. */
export function spansOfText(text: string): WorkSpan[] | null {
  const parts = text
    .normalize('NFKC')
    .replace(/\s*[-–—−~至]\s*/g, '-')
    .split(/[\s,;、，；]+/)
    .filter((part) => part !== '')
  const spans = parts.map((part) => {
    const found = /^(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)$/.exec(part)
    if (!found) return null
    const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = found.slice(1).map(Number)
    const span = { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute }
    return fromMinute < 60 && toMinute < 60 && span.from < span.to && span.to <= 1_440 ? span : null
  })
  return parts.length > 0 && spans.every((span) => span !== null) ? spans : null
}
