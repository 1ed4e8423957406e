import { subject } from '../define/subject.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { fold } from './fold.ts'
import { TICKET_REFUSALS } from './refusals.ts'

export { addTicketTo, noTotals } from './ended.ts'
export type { EndedTotals, TicketTotals } from './ended.ts'
export * from './ahead.ts'
export * from './identity.ts'
export { cameBefore, laneOf, waitingCount } from './lanes.ts'
export * from './order.ts'
export * from './part.ts'
export * from './qr.ts'
export * from './staffed.ts'
export * from './ticket.ts'
export * from './words.ts'

/** A customer's number (号票) from the touch at the kiosk to the end of service. */
export const ticketSubject = subject('ticket', { commands, facts, fold, refusals: TICKET_REFUSALS })
