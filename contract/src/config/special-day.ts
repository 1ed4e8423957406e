import { z } from 'zod'
import { MOST_ROWS } from '../bounds.ts'
import { ServiceId } from '../ids.ts'
import { Localized } from '../text.ts'
import { OpenSpan, Weekday } from '../time.ts'

const day = z.iso.date({ error: 'a day of the calendar such as 2026-10-01' })

/**
 * Dated exception (特殊日期) to the opening hours of the weekdays: a holiday, a weekend that is worked instead (调休), a
 * short day. It takes effect and ends by its date.
 */
export const SpecialDay = z.strictObject({
  /** First day, `YYYY-MM-DD`, by the hall's own clock. */
  from: day,
  /** Last day; left out where it is one day. */
  to: day.optional(),
  name: Localized,
  /** `closed`; or a weekday, to be open as on that; or the hours themselves. */
  hours: z.union([z.literal('closed'), Weekday, z.array(OpenSpan).min(1).max(6)], {
    error: "closed, a weekday such as mon, or hours such as [{ from: '08:30', to: '12:00' }]",
  }),
  /** The services it is about; left out: all of them. A row that names a service comes before one that does not. */
  services: z.array(ServiceId).min(1).max(MOST_ROWS).optional(),
})
export type SpecialDay = z.infer<typeof SpecialDay>

/** The row that holds for a service on a day; undefined: the hours of its weekday do. */
export function specialDayOf(
  { specialDays = [] }: { specialDays?: readonly SpecialDay[] | undefined },
  serviceId: ServiceId,
  day: string,
): SpecialDay | undefined {
  const rows = specialDays.filter((row) => isOn(row, day))
  return rows.find(({ services }) => services?.includes(serviceId)) ?? rows.find(({ services }) => !services)
}

/** Whether a row is about a day, `YYYY-MM-DD`. */
export function isOn({ from, to = from }: Pick<SpecialDay, 'from' | 'to'>, day: string): boolean {
  return from <= day && day <= to
}
