import type { Answer, Command, Language, PaperOutcome, ScreenTicket } from '@service-hall/contract'

/** Commands that must reach the hall, however long that takes. Device states are live and are not kept. */
export type QueuedCommand = Extract<
  Command,
  { type: 'ticket.issue' | 'ticket.paper' | 'rating.give' | 'rating.lapse' }
>

/** The ticket a customer at the screen waits for, and the touch that asked for it. */
export type Shown = { touchId: string; ticket: ScreenTicket }

/** What the agent keeps on disk. A fact's shape never changes. */
export type AgentFact =
  /** A new run of the program: whatever was in its hands before is no longer. */
  | { type: 'AgentStarted' }
  /** On disk before it is sent. `touchId`: a customer at the screen waits for the answer. */
  | { type: 'CommandQueued'; command: QueuedCommand; touchId?: string }
  | { type: 'CommandAnswered'; commandId: string; answer: Answer }
  /** The answer did not come in time; a ticket that comes later finds nobody. */
  | { type: 'TouchLapsed'; commandId: string }
  /** About to hand attempt `attempt` to the printer; on disk before a byte of it leaves. */
  | {
      type: 'PrintStarted'
      ticketId: string
      attempt: number
      language: Language
      ticket: ScreenTicket
      touchId?: string
    }
  /** What became of it. `shown` without a PrintStarted before: nothing was tried. */
  | {
      type: 'PrintEnded'
      ticketId: string
      attempt: number
      outcome: PaperOutcome
      evidence: string
      shown?: Shown
    }
  /** The customer's last page was left, by hand or by time. */
  | { type: 'SessionEnded'; cause: 'dismissed' | 'idle' }
  | { type: 'PinRefused' }
  | { type: 'MaintenanceOpened' }
  | { type: 'MaintenanceClosed' }
