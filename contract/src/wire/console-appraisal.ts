// HTTP between the console and the hub of a region: appraisal.
import { z } from 'zod'
import { AppraisedKind } from '../hub/appraisal/words.ts'
import type { AppraisedRow, IndicatorSet, IndicatorSetVersion } from '../hub/appraisal/words.ts'
import { PlanDay } from '../hub/people/days.ts'
import { RegionId, Tier } from '../hub/words.ts'
import { PeerCommandId } from '../ids.ts'

/** Days that are appraised together: a year and a day. */
const LONGEST_MS = 367 * 86_400_000

const Period = z.strictObject({
  ...{ regionId: RegionId, kind: AppraisedKind, tier: Tier.optional(), from: PlanDay, to: PlanDay },
})
const isPeriod = ({ from, to }: { from: string; to: string }): boolean =>
  from <= to && Date.parse(to) - Date.parse(from) < LONGEST_MS
/** Query of `GET /api/appraisal`. */
export const AppraisalQuery = Period.refine(isPeriod, 'period')
export type AppraisalQuery = z.infer<typeof AppraisalQuery>
/** Body of `POST /api/appraisal/closed`. */
export const NewClosing = z.strictObject({ id: PeerCommandId, ...Period.shape }).refine(isPeriod, 'period')
/** Bodies of `POST /api/appraisal/closed/:closeId/appeals` and `…/appeals/:appealId`. */
export const NewAppeal = z.strictObject({
  id: PeerCommandId,
  subject: z.string().max(32),
  words: z.string().trim().min(1).max(500),
})
export const AppealDecision = z.strictObject({
  id: PeerCommandId,
  upheld: z.boolean(),
  words: z.string().trim().min(1).max(500),
})
export const CloseParams = z.object({ closeId: z.string().min(8).max(60) })
export const AppealParams = z.object({ ...CloseParams.shape, appealId: z.string().min(8).max(60) })

/** A row with what leads to its facts. `name` null: not told. */
export type AppraisalRow = AppraisedRow & {
  name: string | null
  hallId: string
  /** Where its cases are: halls, and the id that each has for this person; null: the whole hall. */
  sources: { hallId: string; staffId: string | null }[]
}
/** Answer of `GET /api/appraisal`. `now`: the hub's clock; figures follow the facts within about a second. */
export type AppraisalTable = { now: number; set: IndicatorSetVersion; rows: AppraisalRow[] }
/** Answer of `GET /api/appraisal/sets?regionId=`: what holds there by kind, and all versions said there. */
export type AppraisalSets = Record<
  AppraisedKind,
  { holding: IndicatorSetVersion; own: IndicatorSetVersion[] }
>

export type AppealSeen = {
  appealId: string
  subject: string
  at: number
  by: string
  /** What was said; null: erased, or not for the one who asks. */
  words: string | null
  upheld: boolean | null
  decidedBy: string | null
  decision: string | null
}
export type ClosedSeen = {
  closeId: string
  regionId: RegionId
  kind: AppraisedKind
  tier: Tier | null
  from: PlanDay
  to: PlanDay
  setVersion: number
  /** When it was closed, and by whom. */
  at: number
  by: string
  appeals: number
}
/** Answer of `GET /api/appraisal/closed/:closeId`. */
export type ClosedAppraisal = ClosedSeen & {
  set: IndicatorSet
  rows: (AppraisedRow & { name: string | null })[]
  appealsSeen: AppealSeen[]
}
