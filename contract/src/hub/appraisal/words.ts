import { z } from 'zod'
import { Localized } from '../../text.ts'
import { PlanDay } from '../people/days.ts'
import { LONGEST_FORMULA, isFormula } from './expression.ts'

/** Who is appraised: staff by the kind of their counter, or halls. */
export const AppraisedKind = z.enum(['comprehensive', 'newConnection', 'charge', 'hall'])
export type AppraisedKind = z.infer<typeof AppraisedKind>

const Formula = z.string().trim().min(1).max(LONGEST_FORMULA).refine(isFormula, 'a formula of the measures')
const figure = z.number().min(-1_000_000).max(1_000_000)
const key = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,23}$/)

/** One thing that is looked at: numerator by denominator, times `scale`. */
export const Indicator = z
  .strictObject({
    id: key,
    name: Localized,
    /** 时限 · 效率 · 满意 · 质量 */
    group: z.enum(['time', 'efficiency', 'satisfaction', 'quality']),
    numerator: Formula,
    denominator: Formula,
    /** share: so many of so many, 0…1; mean: anything else. */
    kind: z.enum(['share', 'mean']),
    /** 100 for per cent, 1/60000 for minutes of ms. */
    scale: z.number().min(0.000001).max(1_000_000),
    unit: z.string().max(12),
    /** 满意值 and 不允许值, in the unit; the better may be the smaller. */
    good: figure,
    bad: figure,
    weight: z.number().min(0).max(100),
    /** Fewer than so many cases say nothing. */
    least: z.number().int().min(1).max(10_000),
  })
  .refine(({ good, bad }) => good !== bad, 'good and bad differ')
export type Indicator = z.infer<typeof Indicator>

export const IndicatorSet = z.strictObject({
  indicators: z
    .array(Indicator)
    .min(1)
    .max(20)
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'each key once')
    .refine((list) => list.some(({ weight }) => weight > 0), 'some weight'),
  /** How long a case may take, minutes: by service, and where that says nothing. */
  limits: z
    .record(key, z.number().min(0.1).max(600))
    .refine((limits) => Object.keys(limits).length <= 60)
    .meta({ maxProperties: 60 }),
  limit: z.number().min(0.1).max(600),
})
export type IndicatorSet = z.infer<typeof IndicatorSet>
/** A version of a set; `version` 0: the one that stands where nobody has said any. */
export type IndicatorSetVersion = IndicatorSet & {
  version: number
  from: PlanDay | null
  regionId: string | null
}

/** One indicator of one who is appraised. Values in the indicator's unit. */
export const AppraisedValue = z.object({
  id: z.string(),
  /** null: nothing to divide by. */
  value: z.number().nullable(),
  /** Cases that it rests on: the denominator. */
  n: z.number(),
  /** 95 % interval; null: it is not known for this kind of figure. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Efficacy coefficient of the cautious end, 0…100; null: too few cases. */
  score: z.number().nullable(),
})
export type AppraisedValue = z.infer<typeof AppraisedValue>
export const AppraisedRow = z.object({
  /** Staff number, or hall. */
  subject: z.string(),
  values: z.array(AppraisedValue),
  /** Weighted mean of the scores there are; null: none. */
  total: z.number().nullable(),
  /** The same with the values as they are, and with the hopeful ends of the intervals. */
  plain: z.number().nullable(),
  hopeful: z.number().nullable(),
  /** Part of the weight that is scored, 0…1. */
  covered: z.number(),
  /** null: too little is known to be ranked. */
  rank: z.number().nullable(),
})
export type AppraisedRow = z.infer<typeof AppraisedRow>
