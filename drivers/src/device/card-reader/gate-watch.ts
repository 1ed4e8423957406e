import type { CardReaderEvent } from './card-reader.ts'
import { isOdd } from './dialect.ts'
import type { CardPlace } from './dialect.ts'

/**
 * What the driver knows of the card beyond its place: `held` when it was taken in, `offered` when it was put into the
 * gate for the customer, with the moment from which it counts as left behind.
 */
export type Custody = { kind: 'none' } | { kind: 'held' } | { kind: 'offered'; until: number; told: boolean }

export const noCard: Custody = { kind: 'none' }

type Judged = { custody: Custody; event?: CardReaderEvent }

/** What a look at the reader means for the card. Pure; `now` and `until` are on the same clock, ms. */
export function judge(custody: Custody, place: CardPlace, now: number): Judged {
  switch (custody.kind) {
    case 'none':
      return { custody }
    case 'held':
      return place === 'none' ? { custody: noCard, event: { type: 'cardPulled' } } : { custody }
    case 'offered':
      if (place === 'none') return { custody: noCard, event: { type: 'cardTaken' } }
      if (place === 'inside') return { custody: { kind: 'held' } }
      if ((place !== 'gate' && !isOdd(place)) || custody.told || now < custody.until) return { custody }
      return { custody: { ...custody, told: true }, event: { type: 'cardLeftBehind' } }
  }
}
