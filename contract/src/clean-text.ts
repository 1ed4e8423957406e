/**
 * What nobody sees and programs obey: controls, marks of direction and joining, ends of lines, halves of letters. Private
 * letters stay: cards carry rare names in them.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{DI}]/gu

/** A text that a peer brings, as it may stand in a fact, on a screen and on paper. */
export function cleanText(text: string): string {
  return text.replace(UNSEEN, '').trim()
}
