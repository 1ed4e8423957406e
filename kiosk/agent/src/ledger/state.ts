import type { PaperOutcome } from '@service-hall/contract'
import { evolveMaintenance, lockedMaintenance } from '../maintenance/state.ts'
import type { MaintenanceState } from '../maintenance/state.ts'
import { evolveSession } from '../session/state.ts'
import type { SessionState } from '../session/state.ts'
import type { AgentFact, QueuedCommand } from './facts.ts'

/** The latest attempt to print a ticket here. */
export type Paper = { attempt: number; outcome: PaperOutcome | 'printing'; at: number }

/** All that the agent must know again after a restart: a fold of its facts, plain JSON. */
export type AgentState = {
  /** Commands without an answer yet, oldest first. */
  outbox: QueuedCommand[]
  session: SessionState
  /** By ticket id; forgotten after `PAPER_KEPT_MS`. */
  papers: Record<string, Paper>
  /** The latest touches acted upon, newest last: each makes one ticket at most. */
  touches: string[]
  maintenance: MaintenanceState
  /** When the last fact was recorded, epoch ms; 0 before the first. */
  at: number
}

/** Names the shape of `AgentState` in snapshots: another name for each other shape, and `migrate` reads the last one. */
export const STATE_SCHEMA = 'agent-1'

/** A reprint may be asked for within the business day; two days are enough for that. */
const PAPER_KEPT_MS = 48 * 3_600_000
const TOUCHES_KEPT = 64

export const emptyState = (): AgentState => ({
  outbox: [],
  session: { step: 'idle' },
  papers: {},
  touches: [],
  maintenance: lockedMaintenance,
  at: 0,
})

/** The state after one more fact. `at` is when it was recorded, epoch ms. */
export function evolve(state: AgentState, fact: AgentFact, at: number): AgentState {
  return {
    outbox: outboxAfter(state.outbox, fact),
    session: evolveSession(state.session, fact, at),
    papers: papersAfter(state.papers, fact, at),
    touches: touchesAfter(state.touches, fact),
    maintenance: evolveMaintenance(state.maintenance, fact, at),
    at,
  }
}

function outboxAfter(outbox: QueuedCommand[], fact: AgentFact): QueuedCommand[] {
  if (fact.type === 'CommandQueued') return [...outbox, fact.command]
  if (fact.type === 'CommandAnswered') return outbox.filter(({ id }) => id !== fact.commandId)
  return outbox
}

function papersAfter(papers: Record<string, Paper>, fact: AgentFact, at: number): Record<string, Paper> {
  if (fact.type !== 'PrintStarted' && fact.type !== 'PrintEnded') return papers
  const fresh = Object.entries(papers).filter(([, paper]) => at - paper.at < PAPER_KEPT_MS)
  const outcome = fact.type === 'PrintStarted' ? 'printing' : fact.outcome
  return { ...Object.fromEntries(fresh), [fact.ticketId]: { attempt: fact.attempt, outcome, at } }
}

function touchesAfter(touches: string[], fact: AgentFact): string[] {
  if (fact.type !== 'CommandQueued' || fact.touchId === undefined) return touches
  return [...touches, fact.touchId].slice(-TOUCHES_KEPT)
}
