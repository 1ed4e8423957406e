import type { CounterId, HallView, RatingLevel } from '@service-hall/contract'

/** What became of the rating of the counter's last customer. */
export type LastRating =
  | { status: 'none' }
  | { status: 'open'; ticketNumber: string; until: number }
  | { status: 'given'; ticketNumber: string; level: RatingLevel }
  | { status: 'missed'; ticketNumber: string; cause: 'timeout' | 'padUnavailable' | 'superseded' }

export function lastRating(view: HallView, counterId: CounterId): LastRating {
  const invitation = view.invitations[counterId]
  const ticketNumber = invitation ? (view.tickets[invitation.ticketId]?.number ?? '') : ''
  if (!invitation || ticketNumber === '') return { status: 'none' }
  const { result } = invitation
  switch (result.status) {
    case 'open':
      return { status: 'open', ticketNumber, until: invitation.until }
    case 'given':
      return { status: 'given', ticketNumber, level: result.level }
    case 'lapsed':
      if (result.cause === 'undone') return { status: 'none' }
      return { status: 'missed', ticketNumber, cause: result.cause }
  }
}
