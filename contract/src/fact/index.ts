import { z } from 'zod'
import { CommandId } from '../ids.ts'
import { Instant } from '../time.ts'
import * as counter from './counter.ts'
import * as hall from './hall.ts'
import * as rating from './rating.ts'
import * as ticket from './ticket.ts'

export { UNDOABLE, UndoableAction } from './counter.ts'
export { TicketNumber } from './ticket.ts'

/** Everything that can have happened in a hall. A fact's shape never changes; a new shape is a new version. */
export const Fact = z.discriminatedUnion('type', [
  hall.HallConfigured,
  hall.DayOpened,
  ticket.TicketIssued,
  ticket.TicketPaperReported,
  ticket.TicketPaperResolved,
  ticket.TicketCalled,
  ticket.TicketRecalled,
  ticket.TicketNoShow,
  ticket.TicketReactivated,
  ticket.ServiceStarted,
  ticket.ServiceCompleted,
  ticket.TicketTransferred,
  ticket.TicketParked,
  ticket.TicketUnparked,
  ticket.TicketVoided,
  counter.CounterOpened,
  counter.CounterPaused,
  counter.CounterResumed,
  counter.CounterClosed,
  counter.ActionUndone,
  rating.RatingInvited,
  rating.RatingGiven,
  rating.RatingLapsed,
  hall.DeviceStateChanged,
  hall.StationConnected,
  hall.StationLost,
  hall.StationEnrolled,
  hall.StationRevoked,
  hall.StaffSignedIn,
  hall.StaffSignedOut,
  hall.SignInFailed,
  hall.CommandRefused,
])
export type Fact = z.infer<typeof Fact>
export type FactType = Fact['type']
export type FactOf<T extends FactType> = Extract<Fact, { type: T }>

/** A fact with its place in the hall's journal: numbers run without gaps, `at` is the hall's clock. */
export const FactEntry = z.object({
  number: z.number().int().min(1),
  at: Instant,
  commandId: CommandId.optional(),
  fact: Fact,
})
export type FactEntry = {
  number: number
  at: Instant
  commandId?: string
  fact: Fact
}
