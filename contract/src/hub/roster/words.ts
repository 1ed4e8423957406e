import { z } from 'zod'
import { CounterId } from '../../ids.ts'
import { Localized } from '../../text.ts'
import { StaffNumber } from '../people/words.ts'

export const ShiftId = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,11}$/, 'a key of at most 12 letters')
  .brand<'ShiftId'>()
export type ShiftId = z.infer<typeof ShiftId>

/** Minutes since midnight by the hall's clock. */
const Minute = z.number().int().min(0).max(1_440)
/** A stretch of work; what lies between two of them is a break. */
export const WorkSpan = z
  .strictObject({ from: Minute, to: Minute })
  .refine(({ from, to }) => from < to, 'from earlier than to')
export type WorkSpan = z.infer<typeof WorkSpan>

/** A shift (班次): one day's work. No shift goes past midnight: nobody works at a 24-hour point by night. */
export const Shift = z.strictObject({
  id: ShiftId,
  name: Localized,
  stretches: z
    .array(WorkSpan)
    .min(1)
    .max(4)
    .refine(
      (list) => list.every(({ from }, at) => at === 0 || (list[at - 1]?.to ?? 0) < from),
      'one after the other',
    ),
})
export type Shift = z.infer<typeof Shift>
export const Shifts = z
  .array(Shift)
  .max(20)
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'each key once')

/** What somebody does on a day: a shift, at a counter where one is given; null: free. */
export const RosterDuty = z.strictObject({ shift: ShiftId, counter: CounterId.optional() }).nullable()
export type RosterDuty = z.infer<typeof RosterDuty>
/** A week of one person, Monday first. */
export const RosterRow = z.strictObject({ number: StaffNumber, days: z.array(RosterDuty).length(7) })
export type RosterRow = z.infer<typeof RosterRow>
/** A week of a hall. Who is not in it is free. */
export const RosterRows = z
  .array(RosterRow)
  .max(200)
  .refine((rows) => new Set(rows.map(({ number }) => number)).size === rows.length, 'each person once')

export const Reason = z.string().trim().min(1).max(200)
