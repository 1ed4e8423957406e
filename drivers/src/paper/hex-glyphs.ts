import type { Bitmap } from './document.ts'
import type { GlyphSource } from './glyphs.ts'

const line = /^([0-9A-Fa-f]{4,6}):([0-9A-Fa-f]{32}|[0-9A-Fa-f]{64})\s*$/gm
const SIDE = 24
const SOURCE_ROWS = 16

/**
 * Letters from a bitmap font in the `.hex` format of GNU Unifont (unifoundry.com): a line a letter, code point, colon
 * and 16 rows of 8 or 16 dots. They are enlarged from 16 to 24 dots. Unifont has the rare Hanzi of names, such as 㐀, 𠀀
 * and 鿦; a font is read where it is used, none comes with this package.
 */
export function hexGlyphs(font: string): GlyphSource {
  const letters = new Map<number, string>()
  for (const [, code = '', rows = ''] of font.matchAll(line)) letters.set(Number.parseInt(code, 16), rows)
  return (character) => {
    const [first = '', ...others] = character
    const rows = others.length > 0 ? undefined : letters.get(first.codePointAt(0) ?? -1)
    return rows === undefined ? undefined : enlarged(rows)
  }
}

function enlarged(rows: string): Bitmap {
  const digits = rows.length / SOURCE_ROWS
  const data = new Uint8Array((SIDE * SIDE) / 8)
  for (let y = 0; y < SIDE; y += 1) {
    const from = Math.floor((y * SOURCE_ROWS) / SIDE) * digits
    const row = Number.parseInt(rows.slice(from, from + digits), 16)
    for (let x = 0; x < SIDE; x += 1) {
      // A half-width letter stands in the left half of its place.
      const column = Math.floor((x * SOURCE_ROWS) / SIDE)
      const shift = digits * 4 - 1 - column
      const at = y * (SIDE / 8) + (x >> 3)
      if (shift >= 0 && (row >> shift) & 1) data[at] = (data[at] ?? 0) | (0x80 >> (x & 7))
    }
  }
  return { width: SIDE, height: SIDE, data }
}
