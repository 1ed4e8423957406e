import {
  compact,
  digitsOf,
  idNumberOf,
  isTicketWanted,
  linesOf,
  seen,
  ticketIdOfQr,
} from '@service-hall/contract'
import type { HallView, Ticket } from '@service-hall/contract'

/** What a scan offers to look for. A card's stripe and an ID number are never shown: the text of those is dropped. */
export type ScanReading =
  | { is: 'search'; text: string }
  | { is: 'dropped'; because: 'stripe' | 'idNumber' | 'severalLines' | 'tooLong' }

/** Longest code that anybody looks for. */
const LONGEST = 120
/** Longest part of a ticket number that is looked for; what is longer is an account, a bill, a payment code. */
const LONGEST_NUMBER = 6

/** Reads what a machine typed. */
export function readScan(typed: string): ScanReading {
  const [line = '', ...more] = linesOf(typed)
  // Tracks of a magnetic stripe (ISO/IEC 7813) begin so, and come a line each.
  if (/^[%;+]/.test(line.trim())) return { is: 'dropped', because: 'stripe' }
  if (more.length > 0) return { is: 'dropped', because: 'severalLines' }
  if (line.length > LONGEST) return { is: 'dropped', because: 'tooLong' }
  if (idNumberOf(line) !== null) return { is: 'dropped', because: 'idNumber' }
  return { is: 'search', text: seen(line) }
}

/** Tickets of the hall that a text looks for: by the code on the ticket, by its number or a part of it. */
export function ticketsFound(view: HallView, text: string): Ticket[] {
  const id = ticketIdOfQr(text)
  if (id !== null) return Object.values(view.tickets).filter((ticket) => ticket.id.toLowerCase() === id)
  const wanted = compact(text)
  if (wanted === '' || wanted.length > LONGEST_NUMBER) return []
  return Object.values(view.tickets)
    .filter((ticket) => isTicketWanted(ticket.number, wanted))
    .sort((a, b) => b.arrivedAt - a.arrivedAt)
}

/** Whether a text may be an account or bill number, which the hall does not keep. */
export function isAccount(text: string): boolean {
  return (digitsOf(text)?.length ?? 0) > LONGEST_NUMBER
}
