/** What the QR code of a ticket says, on paper and on the kiosk's screen: hall, ticket and number, nobody's data. */
export function ticketQr(hallId: string, ticketId: string, number: string): string {
  return `servicehall:${hallId}/${number}/${ticketId}`
}

/** The id of the ticket whose QR code says this; null when it is no ticket's. A scanner may type it in capitals. */
export function ticketIdOfQr(text: string): string | null {
  return /^servicehall:[^/\s]+\/[^/\s]+\/([^/\s]+)$/i.exec(text.trim())?.[1]?.toLowerCase() ?? null
}
