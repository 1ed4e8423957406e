import type { KioskSession, ScreenTicket } from '@service-hall/contract'
import type { AgentFact } from '../ledger/facts.ts'

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

export function evolveSession(session: SessionState, fact: AgentFact, at: number): SessionState {
  switch (fact.type) {
    case 'CommandQueued': {
      const { command, touchId } = fact
      if (touchId === undefined || command.type !== 'ticket.issue') return session
      const { id: commandId, serviceId, validUntil } = command
      return { step: 'issuing', touchId, commandId, serviceId, since: at, validUntil }
    }
    case 'CommandAnswered': {
      if (session.step !== 'issuing' || session.commandId !== fact.commandId || fact.answer.ok) return session
      return { step: 'refused', touchId: session.touchId, code: fact.answer.code }
    }
    case 'TouchLapsed':
      return session.step === 'issuing' && session.commandId === fact.commandId
        ? { step: 'noAnswer', touchId: session.touchId }
        : session
    case 'PrintStarted': {
      const { touchId, ticketId, ticket } = fact
      return touchId === undefined ? session : { step: 'printing', touchId, ticketId, ticket, since: at }
    }
    case 'PrintEnded':
      return afterPrint(session, fact)
    case 'SessionEnded':
      return { step: 'idle' }
    case 'AgentStarted':
    case 'PinRefused':
    case 'MaintenanceOpened':
    case 'MaintenanceClosed':
      return session
  }
}

function afterPrint(session: SessionState, fact: Extract<AgentFact, { type: 'PrintEnded' }>): SessionState {
  const inHand = session.step === 'printing' && session.ticketId === fact.ticketId ? session : undefined
  const shown = fact.shown ?? inHand
  if (shown === undefined) return session
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
