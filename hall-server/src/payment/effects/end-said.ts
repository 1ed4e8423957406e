import type { AttemptStanding, PaidBy } from '@service-hall/contract'
import type { Standing } from '../channel/port.ts'

/** The end of an attempt that a channel's word says; null: it says none. `by`: how the hall heard it. */
export function endSaid(standing: Standing, by: PaidBy): AttemptStanding | null {
  switch (standing.is) {
    case 'paid':
      return { ...standing, by }
    case 'refused':
      return standing
    case 'closed':
      return { is: 'closed' }
    case 'returned':
      return { is: 'closed', returned: { tradeNo: standing.tradeNo, fen: standing.fen } }
    case 'payable':
    case 'noTrade':
    case 'unsure':
      return null
  }
}
