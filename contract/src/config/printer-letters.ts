/** Letters that are put on paper by others that say the same: the drivers' own substitutes, and letters without accents. */
const SUBSTITUTED = /[¥²³¹½¼¾•–\u00a0©®™]/

const TWO_BYTES = { first: 0x81, last: 0xfe, trailFirst: 0x40, trailLast: 0xfe } as const

let printable: ReadonlySet<string> | null = null

/**
 * Letters of a text that a receipt printer has not in its font: those without a code of one or two bytes in GB18030, such
 * as 䢺, 𠮷 and emoji. Each once, in order.
 */
export function lettersNoPrinterHas(text: string): string[] {
  return [...new Set(text.normalize('NFC'))].filter((letter) => !isPrintable(letter))
}

function isPrintable(letter: string): boolean {
  if (/^[\x20-\x7e]$/.test(letter) || SUBSTITUTED.test(letter)) return true
  const bare = letter.normalize('NFD').replace(/\p{Mark}/gu, '')
  return /^[\x20-\x7e]+$/.test(bare) || (printable ??= twoByteLetters()).has(letter)
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
