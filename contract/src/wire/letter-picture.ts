import { z } from 'zod'

/** Rows and columns of a letter's picture, in dots: what receipt printers take. */
export const LETTER_SIDE = 24
/** A letter may be several code points, such as an emoji of several people; longer ones no screen draws as one. */
export const LONGEST_LETTER = 32
/** So many pictures fit into one message. */
export const LETTERS_AT_ONCE = 16

const BASE64_OF_DOTS = ((LETTER_SIDE * LETTER_SIDE) / 8 / 3) * 4

/** A letter that the printer lacks, as the kiosk's screen draws it. */
export const LetterPicture = z.strictObject({
  letter: z.string().min(1).max(LONGEST_LETTER),
  /** Rows from the top, three bytes each, the highest bit on the left, 1 is black; in base64. Null: no font here has the letter. */
  dots: z.base64().length(BASE64_OF_DOTS).nullable(),
})
export type LetterPicture = z.infer<typeof LetterPicture>
