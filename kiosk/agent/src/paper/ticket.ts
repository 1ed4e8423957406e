import { byId, isHeld, peopleAhead, specialClass, ticketQr, validToday } from '@service-hall/contract'
import type {
  ClassId,
  CommandId,
  HallConfig,
  HallView,
  PaperOutcome,
  ScreenTicket,
  ServiceId,
  Ticket,
  TicketId,
} from '@service-hall/contract'
import type { OutboxFact } from '../outbox/facts.ts'

const EVIDENCE_MAX = 60

/** What became of an attempt to print a ticket. */
export type PaperResult = { ticketId: string; attempt: number; outcome: PaperOutcome; evidence: string }

/** What is known of a ticket when its paper is made. */
type KnownTicket = {
  id: TicketId
  number: string
  serviceId: ServiceId
  classId?: ClassId | undefined
  issuedAt: number
  ahead?: number | undefined
  /** Hall time at which it is told how long it lasts; absent: nothing is said of it. */
  at?: number | undefined
}

/** A ticket as paper and screen show it; the one place that makes it, for first prints and for reprints. */
export function shownTicket(
  { id, number, serviceId, classId, issuedAt, ahead, at }: KnownTicket,
  config: HallConfig | null,
): ScreenTicket {
  const priority = config && specialClass(config, classId)?.name
  const service = byId(config?.services, serviceId)
  const ends = config && service && at !== undefined && validToday(config, service, at)
  return {
    number,
    serviceId,
    issuedAt,
    qr: ticketQr(config?.hall.id ?? '', id, number),
    ...(ahead === undefined ? {} : { ahead }),
    ...(priority ? { priority } : {}),
    ...(ends ? { validToday: ends } : {}),
  }
}

/**
 * A ticket as its reprint shows it: who is before the customer is counted anew, and left out once they no longer wait;
 * how long it lasts is told anew, and left out once they are called. `now` is hall time.
 */
export function reprintedTicket(
  ticket: Ticket,
  { view, config, now }: { view: HallView; config: HallConfig; now: number },
): ScreenTicket {
  const { state, arrivedAt: issuedAt } = ticket
  const isTimed = !isHeld(ticket) && !view.clock?.timeUnknown
  const ahead =
    state.status === 'waiting'
      ? peopleAhead(view, config, { ...ticket, target: state.target }, now)
      : undefined
  return shownTicket({ ...ticket, issuedAt, ahead, at: isTimed ? now : undefined }, config)
}

/** Queues the report of a paper to the hall. */
export function paperReport(
  id: CommandId,
  { ticketId, attempt, outcome, evidence }: PaperResult,
): OutboxFact {
  return {
    type: 'CommandQueued',
    command: {
      type: 'ticket.paper',
      id,
      // Ticket ids come from the hall alone and are handed back as they came.
      ticketId: ticketId as TicketId,
      attempt,
      outcome,
      evidence: evidence.slice(0, EVIDENCE_MAX),
    },
  }
}
