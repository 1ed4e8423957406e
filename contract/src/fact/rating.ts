import { z } from 'zod'
import { ActorRef } from '../access.ts'
import { RatingLevel } from '../command/rating.ts'
import { CounterId, DeviceId, InvitationId, StaffId, TicketId } from '../ids.ts'
import { Instant } from '../time.ts'

const bound = { invitationId: InvitationId, ticketId: TicketId, counterId: CounterId }

export const RatingInvited = z.object({
  type: z.literal('RatingInvited'),
  ...bound,
  staffId: StaffId,
  deviceId: DeviceId,
  /** 1…65535, never the same for two invitations of a pad in a row. */
  sequence: z.number().int().min(1).max(65_535),
  until: Instant,
})
export const RatingGiven = z.object({
  type: z.literal('RatingGiven'),
  ...bound,
  staffId: StaffId,
  level: RatingLevel,
  by: ActorRef,
})
export const RatingLapsed = z.object({
  type: z.literal('RatingLapsed'),
  ...bound,
  cause: z.enum(['timeout', 'padUnavailable', 'superseded', 'undone']),
})
