import { z } from 'zod'
import { HallId, ServiceId } from '../../ids.ts'
import { Localized } from '../../text.ts'
import { PlanDay } from './days.ts'

/** Staff number (工号) in its one form, as halls use it; `staffNumberOf` makes it of what was typed. */
export const StaffNumber = z
  .string()
  .regex(/^\d{3,8}$/, 'a staff number of 3 to 8 digits')
  .brand<'StaffNumber'>()
export type StaffNumber = z.infer<typeof StaffNumber>

/** comprehensive 综合柜台 · newConnection 业扩柜台 · charge 收费柜台 */
export const CounterKind = z.enum(['comprehensive', 'newConnection', 'charge'])
export type CounterKind = z.infer<typeof CounterKind>

/** What the roster needs to know of somebody. The name lies in the vault. */
export const StaffData = z.strictObject({
  /** Home hall. */
  hallId: HallId,
  kinds: z.array(CounterKind).min(1).max(3),
  /** Services that this person can serve. */
  skills: z.array(ServiceId).max(60),
  /** Share of full working time, %. */
  share: z.number().int().min(10).max(100),
  /** First and last day of work; `until` null: none is known. */
  from: PlanDay,
  until: PlanDay.nullable(),
})
export type StaffData = z.infer<typeof StaffData>

/**
 * leave 休假 · training 培训 · other 其他. Why somebody is on leave (illness, say) is nobody's business here: facts are
 * for ever.
 */
export const AbsenceKind = z.enum(['leave', 'training', 'other'])
export type AbsenceKind = z.infer<typeof AbsenceKind>

const key = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/)
const people = z.number().int().min(0).max(200)

/**
 * What a roster has to keep. Left out: inherited; null: taken away. Hours of a week are for full working time; somebody
 * of half of it may work half as many.
 */
export const HourRules = z.strictObject({
  hoursPerDay: z.number().min(1).max(24).nullable().optional(),
  hoursPerWeek: z.number().min(1).max(100).nullable().optional(),
  /** Working days without a free one between, also across weeks. */
  daysInARow: z.number().int().min(1).max(14).nullable().optional(),
  /** From the end of one day's work to the beginning of the next. */
  restHours: z.number().min(0).max(24).nullable().optional(),
  /** Longest stretch of work without a break of `breakMinutes` at least. */
  stretchHours: z.number().min(1).max(12).nullable().optional(),
  breakMinutes: z.number().int().min(0).max(240).nullable().optional(),
  /** People at every half hour in which the hall is open. */
  people: people.nullable().optional(),
  /** Service → people who can serve it, at every half hour in which the hall is open; null: none asked. */
  cover: z
    .record(key, people.nullable())
    .refine((cover) => Object.keys(cover).length <= 60)
    .optional()
    .meta({ maxProperties: 60 }),
})
export type HourRules = z.infer<typeof HourRules>

/** holiday 节假日: hours of the calendar's `holiday` · workday 调休上班: hours of a Monday, whatever day it is. */
export const DayKind = z.enum(['holiday', 'workday'])
export type DayKind = z.infer<typeof DayKind>

/** Days said together; `kind` null: like its weekday. */
export const SpecialDays = z
  .array(z.strictObject({ day: PlanDay, kind: DayKind.nullable(), name: Localized.nullable() }))
  .min(1)
  .max(62)
  .refine((days) => new Set(days.map(({ day }) => day)).size === days.length, 'each day once')
export type SpecialDays = z.infer<typeof SpecialDays>
