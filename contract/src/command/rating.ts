import { z } from 'zod'
import { CommandId, DeviceId, InvitationId } from '../ids.ts'

/** 评价: 5 非常满意 · 4 满意 · 3 一般 · 2 不满意 · 1 非常不满意 */
export const RatingLevel = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])
export type RatingLevel = z.infer<typeof RatingLevel>

/** A key of a pad. `sequence` is the invitation's own, echoed by the pad: a late key names its old customer. */
export const GiveRating = z.strictObject({
  type: z.literal('rating.give'),
  id: CommandId,
  invitationId: InvitationId,
  sequence: z.number().int().min(1).max(65_535),
  deviceId: DeviceId,
  level: RatingLevel,
})

/** No rating came: the time ran out, or the pad could not ask. */
export const LapseRating = z.strictObject({
  type: z.literal('rating.lapse'),
  id: CommandId,
  invitationId: InvitationId,
  cause: z.enum(['timeout', 'padUnavailable']),
})
