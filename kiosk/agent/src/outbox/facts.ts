import type { Answer, Command } from '@service-hall/contract'

/**
 * Commands that this release queues: they must reach the hall, however long that takes. Device states are live and are
 * not kept.
 */
export type QueuedCommand = Extract<
  Command,
  {
    type:
      | 'ticket.issue'
      | 'ticket.paper'
      | 'rating.give'
      | 'rating.lapse'
      | 'directive.begin'
      | 'directive.report'
      | 'payment.cancel'
      | 'payment.credit'
      | 'payment.endCash'
      | 'payment.meterCard'
      | 'payment.rate'
  }
>

export type OutboxFact =
  /** On disk before it is sent. `touchId`: a customer at the screen waits for the answer. */
  | { type: 'CommandQueued'; command: QueuedCommand; touchId?: string }
  | { type: 'CommandAnswered'; commandId: string; answer: Answer }
