import type { Language, PaperOutcome, ScreenTicket } from '@service-hall/contract'

/** The ticket a customer at the screen waits for, and the touch that asked for it. */
export type Shown = { touchId: string; ticket: ScreenTicket }

export type PaperFact =
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
