/**
 * What is known of the card on the reader. After a good reading most readers do not find the card again until it is
 * lifted and put back; some go on finding it. Both come out the same here: a card is told once, and again only when
 * the reader failed to find it in between. Pure.
 */
export type CardPresence =
  | { readonly name: 'absent' }
  | {
      readonly name: 'told'
      /** What tells this card from another; `undefined` when it could not be read. */
      readonly print: string | undefined
      /** The arming in which it was told or recognised. */
      readonly arming: number
      /** Searches in a row that did not find it. */
      readonly misses: number
    }

export const noCard: CardPresence = { name: 'absent' }

/** A card on the edge of the field comes and goes: only so many failures in a row say that it was lifted. */
const missesOfLifted = 2

/** Whether a card that was found just now is to be read: not when it is the one that was told in this arming. */
export function isToBeRead(presence: CardPresence, arming: number): boolean {
  return presence.name === 'absent' || presence.arming !== arming
}

/** Whether a card that was read just now is a new one, not one left lying since an arming before. */
export function isNew(presence: CardPresence, print: string): boolean {
  return presence.name === 'absent' || presence.print !== print
}

/** The card lies there and has been told. */
export function told(arming: number, print?: string): CardPresence {
  return { name: 'told', print, arming, misses: 0 }
}

/** The card was found once more. */
export function found(presence: CardPresence): CardPresence {
  return presence.name === 'absent' ? presence : { ...presence, misses: 0 }
}

/** No card was found; `noCard` when that means that it was lifted. */
export function missed(presence: CardPresence): CardPresence {
  if (presence.name === 'absent' || presence.misses + 1 >= missesOfLifted) return noCard
  return { ...presence, misses: presence.misses + 1 }
}
