/** What a terminal obeys or hides: controls, marks of direction and joining, ends of lines, private and half letters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{DI}]/gu

/** A text in which each unseen letter stands as JSON writes it (`\u202e`): nothing is lost, and no line is turned round. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (letter) =>
    letter
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )
}
