import { z } from 'zod'
import { hubFact } from '../define/define.ts'
import { PlanDay } from '../people/days.ts'
import { RegionId } from '../words.ts'
import { AppraisedKind, AppraisedRow, IndicatorSet } from './words.ts'

export const IndicatorsSet = hubFact('IndicatorsSet', {
  ...{ regionId: RegionId, kind: AppraisedKind, from: PlanDay, version: z.number(), set: IndicatorSet },
})
export const AppraisalClosed = hubFact('AppraisalClosed', {
  ...{
    closeId: z.string(),
    regionId: RegionId,
    kind: AppraisedKind,
    tier: z.enum(['A', 'B', 'C', 'D']).nullable(),
  },
  ...{ from: PlanDay, to: PlanDay, setVersion: z.number(), set: IndicatorSet, rows: z.array(AppraisedRow) },
})
export const AppraisalAppealed = hubFact('AppraisalAppealed', {
  ...{ closeId: z.string(), appealId: z.string(), subject: z.string() },
})
export const AppealDecided = hubFact('AppealDecided', {
  ...{ closeId: z.string(), appealId: z.string(), upheld: z.boolean() },
})
