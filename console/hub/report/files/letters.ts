/** The letters of a font. */
export type LettersOf = { has: (codePoint: number) => boolean }

/** What is drawn for a text: in which font, and which of its letters stand as boxes because no font has them. */
export type Drawn<Font extends string> = { font: Font; text: string; missing: string[] }

const BOX = '□'
/** Told without a glyph: joins, selectors of variants, and the like. */
const isSilent = (letter: string): boolean => /^[\p{Cf}\p{Mn}]$/u.test(letter)

/**
 * Chooses the first of some fonts that has every letter of a text. Where none has, the one that has most of them, and a box
 * stands for each letter that it lacks: an empty glyph would look like nothing at all.
 */
export function drawnIn<Font extends string>(
  text: string,
  fonts: readonly [readonly [Font, LettersOf], ...(readonly [Font, LettersOf])[]],
): Drawn<Font> {
  const letters = [...text]
  const lacks = fonts.map(([font, { has }]) => ({
    ...{ font, has },
    missing: letters.filter((letter) => !isSilent(letter) && !has(letter.codePointAt(0) ?? 0)),
  }))
  const [best] = [...lacks].sort((a, b) => a.missing.length - b.missing.length)
  const { font, has, missing } = best ?? { ...{ font: fonts[0][0], has: () => true }, missing: [] }
  if (missing.length === 0) return { font, text, missing: [] }
  const drawn = letters.map((letter) =>
    isSilent(letter) ? '' : has(letter.codePointAt(0) ?? 0) ? letter : BOX,
  )
  return { font, text: drawn.join(''), missing }
}

const MOST_TOLD = 8

/** What a page says of its boxes: which letters they stand for. */
export function boxNote(missing: Iterable<string>): string {
  const codes = [...new Set(missing)].map(
    (letter) => `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
  const more = codes.length > MOST_TOLD ? ' …' : ''
  return `${BOX} 字库中没有的字 / letters that the fonts lack: ${codes.slice(0, MOST_TOLD).join(' ')}${more}`
}
