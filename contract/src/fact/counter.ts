import { z } from 'zod'
import { ActorRef } from '../access.ts'
import { CounterId, ReasonId, StaffId, TicketId } from '../ids.ts'

const here = { counterId: CounterId, by: ActorRef }

export const CounterOpened = z.object({ type: z.literal('CounterOpened'), ...here, staffId: StaffId })
export const CounterPaused = z.object({ type: z.literal('CounterPaused'), ...here, reasonId: ReasonId })
export const CounterResumed = z.object({ type: z.literal('CounterResumed'), ...here })
export const CounterClosed = z.object({ type: z.literal('CounterClosed'), ...here })

export const UNDOABLE = ['call', 'noShow', 'start', 'complete', 'transfer', 'park'] as const
export const UndoableAction = z.enum(UNDOABLE)
export type UndoableAction = z.infer<typeof UndoableAction>

/** The counter's last action was taken back: its ticket is as it was before. */
export const ActionUndone = z.object({
  type: z.literal('ActionUndone'),
  ...here,
  action: UndoableAction,
  ticketId: TicketId,
})
