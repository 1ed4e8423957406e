import type { Bitmap } from './document.ts'
import { columnsOf, scrub } from './raster.ts'

/**
 * Gives a letter's picture of 24 × 24 dots, or `undefined` when it has none. Asked for letters that GB18030 writes in
 * four bytes, such as 㐀, 𠀀 and 鿦, which occur in names and which no printer has in its font, and for several characters that
 * are one letter, such as a flag.
 */
export type GlyphSource = (character: string) => Bitmap | undefined

const LEAD_BYTE = 0xfe
const FIRST_TRAIL = 0xa1
/**
 * Places for letters of one's own that every Chinese printer has: FE A1 … FE B4 (BT-T080 Programming Manual, "FS 2"; Epson's
 * go on to FE FE).
 */
const PLACES = 20

/**
 * The letters of one's own that a document has defined in the printer so far (FS 2, Epson ESC/POS reference "FS 2"; the
 * same in SNBC's BT-T080 programming manual). When all places are taken the oldest is used again, unless it
 * stands in the same line, which the printer has not printed yet. Initialising the printer forgets them, so a book lives as long as one document.
 */
export class GlyphBook {
  readonly #source: GlyphSource
  readonly #codes = new Map<string, Buffer>()
  #defined = 0
  #pending: Buffer[] = []
  /** Letters of the line that is being made. */
  readonly #inLine = new Set<string>()

  constructor(source: GlyphSource) {
    this.#source = source
  }

  /** The two bytes to print for a letter; `undefined` when there is no picture of it, or no place left in this line. */
  code(character: string): Buffer | undefined {
    const code = this.#codes.get(character) ?? this.#define(character)
    if (code) this.#inLine.add(character)
    return code
  }

  /** What the printer must be told before the line can be printed whose letters were asked for since the last call. */
  takeDefinitions(): Buffer {
    const definitions = Buffer.concat(this.#pending)
    this.#pending = []
    this.#inLine.clear()
    return definitions
  }

  #define(character: string): Buffer | undefined {
    if (this.#inLine.size >= PLACES) return undefined
    const bitmap = this.#source(character)
    if (!bitmap) return undefined
    const code = this.#freePlace()
    this.#codes.set(character, code)
    this.#pending.push(Buffer.concat([Buffer.from([0x1c, 0x32]), code, scrub(columnsOf(bitmap))]))
    return code
  }

  #freePlace(): Buffer {
    const code = Buffer.from([LEAD_BYTE, FIRST_TRAIL + (this.#defined % PLACES)])
    this.#defined += 1
    const [holder] = [...this.#codes].find(([, taken]) => taken.equals(code)) ?? []
    if (holder === undefined) return code
    if (this.#inLine.has(holder)) return this.#freePlace()
    this.#codes.delete(holder)
    return code
  }
}
