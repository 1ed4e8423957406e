import type { KioskSession, ScreenTicket } from '@service-hall/contract'
import { z } from 'zod'
import { recognised, slice } from '../memory/slice.ts'
import type { OutboxFact } from '../outbox/facts.ts'
import type { PaperFact } from '../paper/facts.ts'
import type { SessionFact } from './facts.ts'

/** Where the customer at the kiosk stands, with the ids that tie answers and papers to this customer. */
export type SessionState =
  | { step: 'idle' }
  | {
      step: 'issuing'
      touchId: string
      commandId: string
      serviceId: ScreenTicket['serviceId']
      since: number
      validUntil: number
    }
  | { step: 'printing'; touchId: string; ticketId: string; ticket: ScreenTicket; since: number }
  | Extract<KioskSession, { step: 'printed' | 'onScreen' | 'refused' | 'noAnswer' }>

/** Whether something is under way that another touch must not disturb. */
export function isBusy(session: SessionState): boolean {
  return session.step === 'issuing' || session.step === 'printing'
}

/** Whether the customer reads a last page that can be left. */
export function isOver(session: SessionState): boolean {
  return session.step !== 'idle' && !isBusy(session)
}

const idle: SessionState = { step: 'idle' }

export const session = slice<SessionState, SessionFact | OutboxFact | PaperFact>({
  empty: idle,
  evolve: {
    CommandQueued(before, { command, touchId }, at) {
      if (touchId === undefined || command.type !== 'ticket.issue') return before
      const { id: commandId, serviceId, validUntil } = command
      return { step: 'issuing', touchId, commandId, serviceId, since: at, validUntil }
    },
    CommandAnswered(before, { commandId, answer }) {
      if (before.step !== 'issuing' || before.commandId !== commandId || answer.ok) return before
      return { step: 'refused', touchId: before.touchId, code: answer.code }
    },
    TouchLapsed: (before, { commandId }) =>
      before.step === 'issuing' && before.commandId === commandId
        ? { step: 'noAnswer', touchId: before.touchId }
        : before,
    PrintStarted: (before, { touchId, ticketId, ticket }, at) =>
      touchId === undefined ? before : { step: 'printing', touchId, ticketId, ticket, since: at },
    PrintEnded: afterPrint,
    SessionEnded: () => idle,
  },
  // Whoever stood there when the other release ran has gone.
  migrate: () => idle,
})

const TOUCHES_KEPT = 64

/** The latest touches acted upon, newest last: each makes one ticket at most. */
export const touches = slice<string[], OutboxFact>({
  empty: [],
  evolve: {
    CommandQueued: (before, { touchId }) =>
      touchId === undefined ? before : [...before, touchId].slice(-TOUCHES_KEPT),
  },
  migrate: recognised(z.array(z.string()), []),
})

function afterPrint(before: SessionState, fact: Extract<PaperFact, { type: 'PrintEnded' }>): SessionState {
  const inHand = before.step === 'printing' && before.ticketId === fact.ticketId ? before : undefined
  const shown = fact.shown ?? inHand
  if (shown === undefined) return before
  const { touchId, ticket } = shown
  if (fact.outcome === 'printed') return { step: 'printed', touchId, ticket }
  return { step: 'onScreen', touchId, ticket, paper: fact.outcome }
}

/** As the screen gets it: without ids that concern only the agent. */
export function screenSession(session: SessionState): KioskSession {
  if (session.step === 'issuing') {
    const { step, touchId, serviceId, since } = session
    return { step, touchId, serviceId, since }
  }
  if (session.step === 'printing') {
    const { step, touchId, ticket, since } = session
    return { step, touchId, ticket, since }
  }
  return session
}
