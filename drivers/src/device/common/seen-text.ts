/** What nobody sees and programs obey: controls, marks of direction and joining, ends of lines, halves of letters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{DI}]/gu
/** Longer than any device calls itself, characters. */
const LONGEST = 120

/** A text of a card with only what is seen. Private letters stay: rare names are written in them. */
export function seenText(text: string): string {
  return text.replace(UNSEEN, '')
}

/** What a device calls itself (Latin-1), as it may stand in a log and on a screen: one line of what is seen. */
export function nameTold(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1').replace(UNSEEN, ' ')
  return text.replace(/\s+/gu, ' ').trim().slice(0, LONGEST)
}
