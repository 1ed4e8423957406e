import { ActorRef, EVERYBODY } from '../access.ts'
import { fact } from '../define/fact.ts'
import { CounterId, ReasonId, StaffId, TicketId } from '../ids.ts'
import { UndoableAction } from './words.ts'

const here = { counterId: CounterId, by: ActorRef }

export const CounterOpened = fact('CounterOpened', { ...here, staffId: StaffId }, { seenBy: EVERYBODY })
export const CounterPaused = fact('CounterPaused', { ...here, reasonId: ReasonId }, { seenBy: EVERYBODY })
export const CounterResumed = fact('CounterResumed', here, { seenBy: EVERYBODY })
export const CounterClosed = fact('CounterClosed', here, { seenBy: EVERYBODY })

/** The counter's last action was taken back: its ticket is as it was before. */
export const ActionUndone = fact(
  'ActionUndone',
  { ...here, action: UndoableAction, ticketId: TicketId },
  { seenBy: EVERYBODY },
)
