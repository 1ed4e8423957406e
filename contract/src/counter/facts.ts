import { z } from 'zod'
import { ActorRef, EVERYBODY } from '../access.ts'
import { fact } from '../define/fact.ts'
import { CounterId, ReasonId, StaffId, TicketId } from '../ids.ts'
import { UndoableAction } from './words.ts'

const here = { counterId: CounterId, by: ActorRef }

/** Whose session holds a counter; see `sessionMark`. Absent in facts of earlier releases. */
const held = { staffId: StaffId, session: z.string().max(16).optional() }

export const CounterOpened = fact('CounterOpened', { ...here, ...held }, { seenBy: EVERYBODY })
/** The same member of staff goes on in another session. */
export const CounterTakenOver = fact('CounterTakenOver', { ...here, ...held }, { seenBy: EVERYBODY })
export const CounterPaused = fact('CounterPaused', { ...here, reasonId: ReasonId }, { seenBy: EVERYBODY })
export const CounterResumed = fact('CounterResumed', here, { seenBy: EVERYBODY })
export const CounterClosed = fact('CounterClosed', here, { seenBy: EVERYBODY })

/** The counter's last action was taken back: its ticket is as it was before. */
export const ActionUndone = fact(
  'ActionUndone',
  { ...here, action: UndoableAction, ticketId: TicketId },
  { seenBy: EVERYBODY },
)
