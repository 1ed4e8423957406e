import { z } from 'zod'
import { DEVICE_WORK } from '../access.ts'
import { command } from '../define/command.ts'
import { DeviceId, InvitationId } from '../ids.ts'
import { RatingLevel } from './words.ts'

/** A key of a pad. `sequence` is the invitation's own, echoed by the pad: a late key names its old customer. */
export const GiveRating = command(
  'rating.give',
  {
    invitationId: InvitationId,
    sequence: z.number().int().min(1).max(65_535),
    deviceId: DeviceId,
    level: RatingLevel,
  },
  { by: DEVICE_WORK },
)

/** No rating came: the time ran out, or the pad could not ask. */
export const LapseRating = command(
  'rating.lapse',
  { invitationId: InvitationId, cause: z.enum(['timeout', 'padUnavailable']) },
  { by: DEVICE_WORK },
)
