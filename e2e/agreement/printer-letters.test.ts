import { lettersNoPrinterHas } from '@service-hall/contract'
import { composePaper, rareLetters } from '@service-hall/drivers'
import fc from 'fast-check'
import { expect, test } from 'vitest'

/** The letters of a text that the driver does not put on paper as they are. */
function lackingOnPaper(text: string): string[] {
  const { warnings } = composePaper({ width: 80, items: [{ type: 'text', text }] })
  return [...new Set(warnings.map(({ character }) => character))]
}

const letter = fc.oneof(
  fc.constantFrom(...'电费䢺㎡¥½éÑ•–一丂', '𠮷', '😀', '❤️', '👨‍👩‍👧', '👍🏻', '🇨🇳', '1️⃣', 'x̂', 'カ゚', '葛󠄀', 'ก็'),
  fc.integer({ min: 0x20, max: 0x2ffff }).map((code) => String.fromCodePoint(code)),
)
/** What no file may contain (contract/src/config/text-sense.ts). */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/u

test('what a hall is told that its printers lack is what the driver cannot print, and what it asks pictures for', () => {
  fc.assert(
    fc.property(
      letter.filter((one) => one === '👨‍👩‍👧' || !unseen.test(one)),
      (one) => {
        const text = `号${one}号`
        expect(lettersNoPrinterHas(text)).toEqual(lackingOnPaper(text))
        for (const rare of rareLetters(text)) expect(lettersNoPrinterHas(text)).toContain(rare)
      },
    ),
    { numRuns: 2_000 },
  )
})
