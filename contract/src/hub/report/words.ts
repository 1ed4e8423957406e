import { z } from 'zod'
import { Language } from '../../text.ts'
import { BusinessDay } from '../../time.ts'
import { HallId } from '../../ids.ts'
import { daysBetween, isDay } from '../../wire/console-history.ts'
import { RegionId, Tier } from '../words.ts'
import { REPORT_COLUMN_NAMES } from './columns.ts'

const Day = BusinessDay.refine(isDay, 'a day of the calendar')
/** Days that a report may span. */
const LONGEST_DAYS = 800

/** What the rows of a report are told apart by; `region`: the regions right below the one asked, and halls beside them. */
export const REPORT_ROWS = [
  'region',
  'hall',
  'day',
  'week',
  'month',
  'service',
  'counter',
  'staff',
  'machine',
] as const
export type ReportRow = (typeof REPORT_ROWS)[number]

/** `last`: the whole day, week (from Monday) or month before the one in which the report is made. */
export const ReportPeriod = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('days'), from: Day, to: Day }),
    z.strictObject({ kind: z.literal('last'), unit: z.enum(['day', 'week', 'month']) }),
  ])
  .refine(
    (period) =>
      period.kind === 'last' ||
      (period.from <= period.to && daysBetween(period.from, period.to) < LONGEST_DAYS),
    'period',
  )
export type ReportPeriod = z.infer<typeof ReportPeriod>

/** What a report shows. */
export const ReportSpec = z.strictObject({
  title: z.string().trim().min(1).max(80),
  place: z.union([z.strictObject({ regionId: RegionId }), z.strictObject({ hallId: HallId })]),
  tier: Tier.nullable(),
  period: ReportPeriod,
  rows: z
    .array(z.enum(REPORT_ROWS))
    .min(1)
    .max(3)
    .refine((rows) => new Set(rows).size === rows.length, 'each once'),
  columns: z
    .array(z.enum(REPORT_COLUMN_NAMES))
    .min(1)
    .max(REPORT_COLUMN_NAMES.length)
    .refine((columns) => new Set(columns).size === columns.length, 'each once'),
})
export type ReportSpec = z.infer<typeof ReportSpec>

export const REPORT_FORMATS = ['csv', 'xlsx', 'pdf'] as const
export const ReportFormat = z.enum(REPORT_FORMATS)
export type ReportFormat = z.infer<typeof ReportFormat>

/** A report that is to be made: what, in which form, with titles in which language. */
export const ReportOrder = z.strictObject({ spec: ReportSpec, format: ReportFormat, language: Language })
export type ReportOrder = z.infer<typeof ReportOrder>

export const ScheduleId = z.string().regex(/^[0-9a-f-]{36}$/)
export type ScheduleId = z.infer<typeof ScheduleId>
