import type { Localized } from '../text.ts'
import type { HallConfig } from './hall-config.ts'

/** Letters that are put on paper by others that say the same: the drivers' own substitutes, and letters without accents. */
const SUBSTITUTED = /[¥²³¹½¼¾•–\u00a0©®™]/
/** Never seen by itself: it chooses between looks of a letter. Joiners tie letters together and are kept between them. */
const UNSEEN = /(?![\u200c\u200d])\p{Default_Ignorable_Code_Point}/gu
const LOOSE_JOINERS = /^[\u200c\u200d]+|[\u200c\u200d]+$/gu

const TWO_BYTES = { first: 0x81, last: 0xfe, trailFirst: 0x40, trailLast: 0xfe } as const

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' })

let printable: ReadonlySet<string> | null = null

/** Names of a hall that come on paper, with their places in its file: ticket and slip name the hall, the service and the class. */
export function namesOnPaper({
  hall,
  services,
  priorityClasses,
}: Pick<HallConfig, 'hall' | 'services' | 'priorityClasses'>): { path: string; name: Localized }[] {
  return [
    { path: 'hall.name', name: hall.name },
    ...services.map(({ name }, index) => ({ path: `services.${index}.name`, name })),
    ...priorityClasses.map(({ name }, index) => ({ path: `priorityClasses.${index}.name`, name })),
  ]
}

/**
 * Letters of a text that a receipt printer has not in its font: those without a code of one or two bytes in GB18030, such
 * as 䢺, 𠮷 and emoji. Several code points that people see as one letter are one. Each once, in order.
 */
export function lettersNoPrinterHas(text: string): string[] {
  const letters = Array.from(graphemes.segment(text.normalize('NFC')), ({ segment }) =>
    segment.replace(UNSEEN, '').replace(LOOSE_JOINERS, ''),
  )
  return [...new Set(letters)].filter((letter) => !isPrintable(letter))
}

function isPrintable(letter: string): boolean {
  const bare = letter.normalize('NFD').replace(/\p{Mark}/gu, '')
  return /^[\x20-\x7e]+$/.test(bare) || [...letter].every(hasCode)
}

function hasCode(character: string): boolean {
  if (/^[\x20-\x7e]$/.test(character) || SUBSTITUTED.test(character)) return true
  return (printable ??= twoByteLetters()).has(character)
}

/** Decodes every code of two bytes: a table of its own would be one more that can be wrong. */
function twoByteLetters(): ReadonlySet<string> {
  const decoder = new TextDecoder('gb18030')
  const letters = new Set<string>()
  for (let lead = TWO_BYTES.first; lead <= TWO_BYTES.last; lead += 1)
    for (let trail = TWO_BYTES.trailFirst; trail <= TWO_BYTES.trailLast; trail += 1) {
      const text = decoder.decode(Uint8Array.of(lead, trail))
      if ([...text].length === 1 && text !== '\uFFFD') letters.add(text)
    }
  return letters
}
