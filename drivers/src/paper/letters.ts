/** Letters of which none ever joins the one before it: what nearly all texts are made of, so that they are taken apart fast. */
const PLAIN = /^[ -~·—-…、-】一-龥！-～￥]*$/u

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/**
 * The letters of a text as people count them: a family emoji, a flag and a letter with its marks are one each, however many code
 * points they are written with (Unicode Standard Annex 29, grapheme clusters).
 */
export function lettersOf(text: string): string[] {
  if (PLAIN.test(text)) return [...text]
  return Array.from(graphemes.segment(text), ({ segment }) =>
    segment === '\r\n' ? [...segment] : segment,
  ).flat()
}

/** Chooses between looks of a letter, or is never seen at all; joiners tie others together and are kept between them. */
const UNSEEN = /(?![\u200c\u200d])\p{Default_Ignorable_Code_Point}/gu
const LOOSE_JOINERS = /^[\u200c\u200d]+|[\u200c\u200d]+$/gu

/** A letter without what nobody sees of it: `❤️` is `❤` with a variation selector. Empty when there is nothing else. */
export function seenOf(letter: string): string {
  return letter.replace(UNSEEN, '').replace(LOOSE_JOINERS, '')
}
