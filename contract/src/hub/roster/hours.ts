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
