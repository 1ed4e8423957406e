import type { Bitmap } from './document.ts'
import { columnsOf, scrub } from './raster.ts'

/**
 * Gives a letter's picture of 24 × 24 dots, or `undefined` when it has none. Asked for letters that GB18030 writes in
 * four bytes, such as 㐀, 𠀀 and 鿦, which occur in names and which no printer has in its font.
 */
export type GlyphSource = (character: string) => Bitmap | undefined

const LEAD_BYTE = 0xfe
const FIRST_TRAIL = 0xa1
/** Places for letters of one's own in a Chinese printer: FE A1 … FE FE. */
const PLACES = 94

/**
 * The letters of one's own that a document has defined in the printer so far (FS 2, Epson ESC/POS reference "FS 2"; the
 * same in SNBC's BT-T080 programming manual). When all places are taken the oldest is used again, which is well after
 * the line it stood in was printed. Initialising the printer forgets them, so a book lives as long as one document.
 */
export class GlyphBook {
  readonly #source: GlyphSource
  readonly #codes = new Map<string, Buffer>()
  #defined = 0
  #pending: Buffer[] = []

  constructor(source: GlyphSource) {
    this.#source = source
  }

  /** The two bytes to print for a letter; `undefined` when there is no picture of it. */
  code(character: string): Buffer | undefined {
    const known = this.#codes.get(character)
    if (known) return known
    const bitmap = this.#source(character)
    if (!bitmap) return undefined
    const code = Buffer.from([LEAD_BYTE, FIRST_TRAIL + (this.#defined % PLACES)])
    this.#defined += 1
    for (const [letter, taken] of this.#codes) if (taken.equals(code)) this.#codes.delete(letter)
    this.#codes.set(character, code)
    this.#pending.push(Buffer.concat([Buffer.from([0x1c, 0x32]), code, scrub(columnsOf(bitmap))]))
    return code
  }

  /** What the printer must be told before the letters asked for since the last call can be printed. */
  takeDefinitions(): Buffer {
    const definitions = Buffer.concat(this.#pending)
    this.#pending = []
    return definitions
  }
}
