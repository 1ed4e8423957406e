/**
 * What is known of the card on the reader. After a good reading most readers do not find the card again until it is
 * lifted and put back; some go on finding it; at the edge of the field a card comes and goes. All come out the same
 * here: a card is told once each time it is laid down, and the card of one arming is never told in the next unless it
 * was away for a while. Pure.
 */
export type CardPresence = {
  /** The card that lies there and needs no reading in this arming. */
  readonly lying: { readonly print: string | undefined; readonly arming: number } | undefined
  /** The card that was read last, and the arming that it belongs to. */
  readonly last: { readonly print: string; readonly arming: number } | undefined
  /** Searches in a row that found nothing. */
  readonly misses: number
}

export const noCard: CardPresence = { lying: undefined, last: undefined, misses: 0 }

/** A card on the edge of the field comes and goes: only so many failures in a row say that it was lifted. */
const MISSES_OF_LIFTED = 2
/** After so many, 2 s at the usual pace, whoever lays it down again means to. */
const MISSES_OF_AWAY = 7

/** Whether a card that was found just now is to be read: not when it was told or recognised in this arming. */
export function isToBeRead({ lying }: CardPresence, arming: number): boolean {
  return lying?.arming !== arming
}

/**
 * Whether a card that was read in this arming is a new one: not one left lying since an arming before, even when it
 * could not be read then, and not one that belongs to an arming before and was hardly away.
 */
export function isNew({ lying, last }: CardPresence, arming: number, print: string): boolean {
  if (lying && (lying.print === undefined || lying.print === print)) return false
  return last?.print !== print || last.arming === arming
}

/** The card was read, in this arming. */
export function read(presence: CardPresence, arming: number, print: string): CardPresence {
  const { lying, last } = presence
  const isOwn = isNew(presence, arming, print)
  // A card taken over goes on belonging to the arming in which it was laid down.
  const owner = isOwn ? arming : last?.print === print ? last.arming : (lying?.arming ?? arming)
  return { lying: { print, arming }, last: { print, arming: owner }, misses: 0 }
}

/** A card lies there that was not read in this arming; what was known of it is kept. */
export function unread({ lying, last }: CardPresence, arming: number): CardPresence {
  return { lying: { print: lying?.print, arming }, last, misses: 0 }
}

/** The card was found once more. */
export function found(presence: CardPresence): CardPresence {
  return { ...presence, misses: 0 }
}

/** No card was found. */
export function missed({ lying, last, misses }: CardPresence): CardPresence {
  const now = misses + 1
  if (now >= MISSES_OF_AWAY) return noCard
  return { lying: now < MISSES_OF_LIFTED ? lying : undefined, last, misses: now }
}
