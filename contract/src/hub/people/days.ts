import { z } from 'zod'

// Calendar days as planning needs them: without a clock and without a time zone.

/** A day of the calendar, `YYYY-MM-DD`, that there is, from 2000 to 2099. */
export const PlanDay = z.iso
  .date()
  .refine((day) => day.startsWith('20'), 'a day from 2000 to 2099')
  .brand<'PlanDay'>()
export type PlanDay = z.infer<typeof PlanDay>

/** A week, by its Monday. */
export const Week = PlanDay.refine((day) => dayOfWeek(day) === 1, 'a Monday')
export type Week = PlanDay

const DAY_MS = 86_400_000

const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS

/** The day so many days later; negative: earlier. */
export function daysLater(day: PlanDay, days = 1): PlanDay {
  return new Date((numberOf(day) + days) * DAY_MS).toISOString().slice(0, 10) as PlanDay
}

/** 1 (Monday) … 7 (Sunday), ISO 8601. */
export function dayOfWeek(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}

/** The week that a day lies in. */
export function weekOf(day: PlanDay): Week {
  return daysLater(day, 1 - dayOfWeek(day))
}

/** The seven days of a week. */
export function daysOf(week: Week): PlanDay[] {
  return [0, 1, 2, 3, 4, 5, 6].map((days) => daysLater(week, days))
}
