import { Command, PaperOutcome } from '@service-hall/contract'
import { z } from 'zod'
import { lockedMaintenance } from '../maintenance/state.ts'
import type { QueuedCommand } from './facts.ts'
import { emptyState } from './state.ts'
import type { AgentState } from './state.ts'

const Paper = z.object({
  attempt: z.number(),
  outcome: z.union([PaperOutcome, z.literal('printing')]),
  at: z.number(),
})
const Maintenance = z.object({
  unlocked: z.boolean(),
  failures: z.number(),
  lockedUntil: z.number().nullable(),
})

/** Each part stands alone: one that changed its shape does not take the others with it. */
const Parts = z.object({
  outbox: z.array(z.unknown()).catch([]),
  papers: z.record(z.string(), z.unknown()).catch({}),
  touches: z.array(z.string()).catch([]),
  maintenance: Maintenance.catch(lockedMaintenance),
  at: z.number().catch(0),
})

/**
 * A state kept by another release, older or newer, as today's: used where the facts it came from are no longer kept. A
 * station must start whatever ran on it before, so all that is recognised is taken over, the unanswered commands first of
 * all, and the rest is as on a first start. A command that the contract does not know is let go: the hall would refuse it.
 * When a release changes the shape of `AgentState`, it renames `STATE_SCHEMA` and reads the shape before it here.
 */
export function migrate(kept: unknown): AgentState {
  const parts = Parts.safeParse(kept)
  if (!parts.success) return emptyState()
  const { outbox, papers, ...rest } = parts.data
  return {
    ...emptyState(),
    ...rest,
    outbox: outbox.flatMap(queuedCommand),
    papers: Object.fromEntries(
      Object.entries(papers).flatMap(([ticketId, paper]) => {
        const read = Paper.safeParse(paper)
        return read.success ? [[ticketId, read.data] as const] : []
      }),
    ),
  }
}

function queuedCommand(kept: unknown): QueuedCommand[] {
  const { data } = Command.safeParse(kept)
  switch (data?.type) {
    case 'ticket.issue':
    case 'ticket.paper':
    case 'rating.give':
    case 'rating.lapse':
      return [data]
    default:
      return []
  }
}
