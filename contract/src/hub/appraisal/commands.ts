import { z } from 'zod'
import { hubCommand } from '../define/define.ts'
import { PlanDay } from '../people/days.ts'
import { RegionId, Tier } from '../words.ts'
import { AppraisedKind, AppraisedRow, IndicatorSet } from './words.ts'

const Id = z.string().min(8).max(60)
const Subject = z.string().regex(/^[A-Za-z0-9_-]{1,32}$/)

/** Says what a kind is appraised by in a region and below, from a day on; periods that began before keep what held. */
export const SetIndicators = hubCommand(
  'appraisal.setIndicators',
  { regionId: RegionId, kind: AppraisedKind, from: PlanDay, set: IndicatorSet },
  { by: 'account' },
)
/** Keeps the figures of a period as they are now, with the version they were made by; by a route that makes them. */
export const CloseAppraisal = hubCommand(
  'appraisal.close',
  {
    ...{
      closeId: Id,
      regionId: RegionId,
      kind: AppraisedKind,
      tier: Tier.nullable(),
      from: PlanDay,
      to: PlanDay,
    },
    ...{
      setVersion: z.number().int().min(0).max(100_000),
      set: IndicatorSet,
      rows: z.array(AppraisedRow).max(5_000),
    },
  },
  { by: 'system' },
)
/** Somebody does not agree with a closed figure. Why is told beside the command, as it may tell of people. */
export const AppealAppraisal = hubCommand(
  'appraisal.appeal',
  { closeId: Id, appealId: Id, subject: Subject },
  { by: 'system' },
)
export const DecideAppeal = hubCommand(
  'appraisal.decideAppeal',
  { closeId: Id, appealId: Id, upheld: z.boolean() },
  { by: 'system' },
)
