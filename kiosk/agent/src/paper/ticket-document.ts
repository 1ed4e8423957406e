import { byId, localTime, validTodayText } from '@service-hall/contract'
import type { HallConfig, ScreenTicket } from '@service-hall/contract'
import { ticketPaper } from '@service-hall/drivers'
import type { PaperDocument, PaperWidth } from '@service-hall/drivers'

/**
 * The ticket's paper: in the languages of the hall, since nobody knows who will read it aloud to whom. Every attempt but
 * the first says that it is a reprint: a piece of the first, with its large number, may be in the customer's hand.
 */
export function ticketDocument(
  { ticket, attempt }: { ticket: ScreenTicket; attempt: number },
  { hall, services }: HallConfig,
  width: PaperWidth,
): PaperDocument {
  const service = byId(services, ticket.serviceId)?.name
  const { day, time } = localTime(ticket.issuedAt, hall.timeZone)
  return ticketPaper({
    width,
    languages: hall.languages,
    hall: hall.name,
    service: service ?? { zh: ticket.serviceId, en: ticket.serviceId },
    number: ticket.number,
    ...(ticket.ahead === undefined ? {} : { ahead: ticket.ahead }),
    time: `${day} ${time}`,
    qr: ticket.qr,
    isReprint: attempt > 1,
    notes: [
      ...(ticket.validToday ? [validTodayText(ticket.validToday)] : []),
      ...(ticket.priority ? [ticket.priority] : []),
    ],
  })
}
