import { dayAfter, hoursOn, localTime } from '@service-hall/contract'
import type { HallConfig, Service } from '@service-hall/contract'

export type Span = { from: number; to: number }

/** What of a hall's configuration says when it is open. */
export type HoursConfig = Pick<HallConfig, 'specialDays'> & {
  hall: Pick<HallConfig['hall'], 'timeZone'>
  services: Pick<Service, 'id' | 'openingHours' | 'retired'>[]
}

/** That part of a configuration alone. */
export const hoursOf = ({ hall, services, specialDays }: HallConfig): HoursConfig => ({
  hall: { timeZone: hall.timeZone },
  services: services.map(({ id, openingHours, retired }) => ({ id, openingHours, retired })),
  ...(specialDays === undefined ? {} : { specialDays }),
})

const MINUTE_MS = 60_000
/** Days at most: a period that is wrong by years must not fill the memory. */
const MOST_DAYS = 400

/**
 * When a hall is open in a period, by its own hours and special days: when any of its services is, earliest first, without
 * overlaps. A hall that has told no hours is always. `[from, to)`, epoch ms.
 */
export function openSpans(config: HoursConfig | null, { from, to }: Span): Span[] {
  const services = config?.services.filter(({ retired }) => !retired) ?? []
  if (from >= to) return []
  if (config === null || services.length === 0) return [{ from, to }]
  const { timeZone } = config.hall
  const last = localTime(to, timeZone).day
  const spans: Span[] = []
  let day: string = localTime(from, timeZone).day
  for (let days = 0; day <= last && days < MOST_DAYS; days += 1, day = dayAfter(day, 1)) {
    // Most services have the same hours: a moment is looked for once.
    const hours = new Set(services.flatMap((one) => hoursOn(config, one, day).spans.map(textOf)))
    for (const text of hours) spans.push(spanOf(day, text, timeZone))
  }
  return clipped(joined(spans), { from, to })
}

/**
 * Whether a hall is closed by its own hours and special days: no service of it is open. One that has told no hours, or that
 * is open around the clock, never is. `at`: epoch ms of a wall clock, as people planned it.
 */
export function isHallClosed(config: HallConfig | null, at: number): boolean {
  const services = config?.services.filter(({ retired }) => !retired) ?? []
  if (config === null || services.length === 0) return false
  const { day, time } = localTime(at, config.hall.timeZone)
  return !services.some((one) =>
    hoursOn(config, one, day).spans.some(({ from, to }) => from <= time && time < to),
  )
}

/** The parts of spans that lie in a period. */
export function clipped(spans: readonly Span[], { from, to }: Span): Span[] {
  return spans
    .map((span) => ({ from: Math.max(from, span.from), to: Math.min(to, span.to) }))
    .filter((span) => span.from < span.to)
}

const textOf = ({ from, to }: { from: string; to: string }): string => `${from} ${to}`

function spanOf(day: string, text: string, timeZone: string): Span {
  const [from = '', to = ''] = text.split(' ')
  return { from: instantOf(day, from, timeZone), to: instantOf(day, to, timeZone) }
}

/** How much of a stretch lies in spans, ms. */
export function within(spans: readonly Span[], { from, to }: Span): number {
  return spans.reduce((sum, span) => sum + Math.max(0, Math.min(to, span.to) - Math.max(from, span.from)), 0)
}

/** Spans without overlaps, earliest first; those that touch are one. */
export function joined(spans: readonly Span[]): Span[] {
  const found: Span[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const before = found.at(-1)
    if (before && span.from <= before.to) before.to = Math.max(before.to, span.to)
    else found.push({ ...span })
  }
  return found
}

/** Spans without what lies in others. */
export function without(spans: readonly Span[], others: readonly Span[]): Span[] {
  return others.reduce<Span[]>(
    (left, { from, to }) =>
      left.flatMap((span) =>
        to <= span.from || from >= span.to || from >= to
          ? [span]
          : [
              { from: span.from, to: from },
              { from: to, to: span.to },
            ].filter((part) => part.from < part.to),
      ),
    [...spans],
  )
}

/** The moment that the clock on the wall shows a time (`HH:MM`, `24:00` too) of a day. */
export function instantOf(day: string, time: string, timeZone: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const wall = Date.parse(`${day}T00:00:00Z`) + (hours * 60 + minutes) * MINUTE_MS
  // The second look is for days on which clocks change.
  return wall - offsetAt(wall - offsetAt(wall, timeZone), timeZone)
}

/** How far the clock on the wall is ahead of UTC then, ms. */
function offsetAt(at: number, timeZone: string): number {
  const { day, time } = localTime(at, timeZone)
  return Date.parse(`${day}T${time.slice(0, 5)}:00Z`) - Math.floor(at / MINUTE_MS) * MINUTE_MS
}
