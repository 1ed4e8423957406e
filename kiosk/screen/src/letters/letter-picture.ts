/** No font has these, now or ever: one reserved, two that are no characters. What looks like one of them is the sign for “not there”. */
const NOWHERE = ['\u0378', '\uFFFF', '\u{10FFFF}']
/** Parts of a letter that nobody sees by themselves. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u

/**
 * A letter's picture; null when no font here has it: it, or a part of it, then looks like what no font has, is blank, or is not
 * one letter.
 *
 * @param paint null for what is not one letter
 */
export function letterPicture(letter: string, paint: (text: string) => Uint8Array | null): Uint8Array | null {
  const isMissing = (text: string): boolean => {
    const picture = paint(text)
    return picture !== null && NOWHERE.some((nowhere) => isSame(picture, paint(nowhere)))
  }
  const parts = [...letter].filter((part) => !UNSEEN.test(part))
  if (parts.length === 0 || parts.some(isMissing)) return null
  const picture = paint(letter)
  return picture?.some((byte) => byte !== 0) ? picture : null
}

function isSame(one: Uint8Array, other: Uint8Array | null): boolean {
  // Blank is no sign of anything: a mark may be blank by itself.
  return other !== null && one.some((byte) => byte !== 0) && one.every((byte, at) => byte === other[at])
}
