import type { z } from 'zod'
import type { LimitedAudience } from '../access.ts'
import { table } from '../define/table.ts'
import type { CounterId, DeviceId, InvitationId, StaffId, TicketId } from '../ids.ts'
import type { RatingLapsed } from './facts.ts'
import type { RatingLevel } from './words.ts'

export type InvitationResult =
  | { status: 'open' }
  | { status: 'given'; level: RatingLevel; at: number }
  | { status: 'lapsed'; cause: z.infer<typeof RatingLapsed.schema>['cause'] }

/** The latest rating invitation of a counter. */
export type Invitation = {
  id: InvitationId
  sequence: number
  ticketId: TicketId
  counterId: CounterId
  staffId: StaffId
  deviceId: DeviceId
  until: number
  result: InvitationResult
}

/** The latest invitation of each counter, by counter id. */
export type RatingPart = { invitations: Record<string, Invitation> }

/** The invitations that an audience sees: the display in the hall none. */
export function invitationsSeen(view: RatingPart, audience: LimitedAudience): RatingPart['invitations'] {
  return audience === 'display' ? table() : view.invitations
}
