import { z } from 'zod'
import { hubCommand } from '../define/define.ts'
import { MOST_IMPORTED, PointClosure, PointDescription, PointId, PointNote } from './words.ts'

const BY_ACCOUNT = { by: 'account' } as const
const Revision = z.number().int().min(1).max(1_000_000_000)

export const AddPoint = hubCommand(
  'paymentPoint.add',
  { pointId: PointId, description: PointDescription },
  BY_ACCOUNT,
)
/** `revision`: of the point as it was when somebody began to change it. */
export const DescribePoint = hubCommand(
  'paymentPoint.describe',
  { pointId: PointId, revision: Revision, description: PointDescription },
  BY_ACCOUNT,
)
/** Closes a point for a time; null: it is open again as its hours say. */
export const ClosePoint = hubCommand(
  'paymentPoint.close',
  { pointId: PointId, revision: Revision, closure: PointClosure.nullable() },
  BY_ACCOUNT,
)
/** It is no payment point any more. Its number is not given to another. */
export const EndPoint = hubCommand(
  'paymentPoint.end',
  { pointId: PointId, revision: Revision, why: PointNote },
  BY_ACCOUNT,
)
/** Many at once, all or none: those that are there are described anew. */
export const ImportPoints = hubCommand(
  'paymentPoint.import',
  {
    points: z
      .array(z.strictObject({ pointId: PointId, description: PointDescription }))
      .min(1)
      .max(MOST_IMPORTED),
  },
  BY_ACCOUNT,
)
/** Lets strangers look at the page of places near by, or not. */
export const SetPublicPage = hubCommand('paymentPoint.setPublic', { isPublic: z.boolean() }, BY_ACCOUNT)
