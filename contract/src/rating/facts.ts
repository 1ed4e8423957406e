import { z } from 'zod'
import { ActorRef, STAFF_AND_STATIONS } from '../access.ts'
import { fact } from '../define/fact.ts'
import { CounterId, DeviceId, InvitationId, StaffId, TicketId } from '../ids.ts'
import { Instant } from '../time.ts'
import { RatingLevel } from './words.ts'

const bound = { invitationId: InvitationId, ticketId: TicketId, counterId: CounterId }

export const RatingInvited = fact(
  'RatingInvited',
  {
    ...bound,
    staffId: StaffId,
    deviceId: DeviceId,
    /** 1…65535, never the same for two invitations of a pad in a row. */
    sequence: z.number().int().min(1).max(65_535),
    until: Instant,
  },
  { seenBy: STAFF_AND_STATIONS },
)
export const RatingGiven = fact(
  'RatingGiven',
  { ...bound, staffId: StaffId, level: RatingLevel, by: ActorRef },
  { seenBy: STAFF_AND_STATIONS },
)
export const RatingLapsed = fact(
  'RatingLapsed',
  { ...bound, cause: z.enum(['timeout', 'padUnavailable', 'superseded', 'undone']) },
  { seenBy: STAFF_AND_STATIONS },
)
