/** Ink from this opacity on: low, so that thin strokes of a letter of many are not lost. */
const INK = 96
const SOLID = 128
/** A pixel of black ink never gets so light. */
const COLOURED = 64
/** Of a coloured letter, what is darker than this is black. */
const DARK = 110

/**
 * The dots of a picture as a printer takes them: rows from the top, the highest bit on the left, 1 is black. Ink of one colour is
 * black; a coloured letter, such as most emoji, is its outline and its dark parts, since its colours would be one blot.
 *
 * @param pixels red, green, blue and opacity of each pixel, as canvas gives them; `side` × `side`, a multiple of 8
 */
export function dotsOf(pixels: ArrayLike<number>, side: number): Uint8Array {
  const data = new Uint8Array((side * side) / 8)
  const isBlack = isColoured(pixels) ? darkOrEdge(pixels, side) : (at: number) => opacity(pixels, at) >= INK
  for (let at = 0; at < side * side; at += 1)
    if (isBlack(at)) data[at >> 3] = (data[at >> 3] ?? 0) | (0x80 >> (at & 7))
  return data
}

function isColoured(pixels: ArrayLike<number>): boolean {
  for (let at = 0; at * 4 < pixels.length; at += 1)
    if (opacity(pixels, at) >= SOLID && Math.max(...colour(pixels, at)) > COLOURED) return true
  return false
}

function darkOrEdge(pixels: ArrayLike<number>, side: number): (at: number) => boolean {
  const isSolid = (column: number, row: number): boolean =>
    Math.min(column, row) >= 0 &&
    Math.max(column, row) < side &&
    opacity(pixels, row * side + column) >= SOLID
  return (at) => {
    const column = at % side
    const row = Math.floor(at / side)
    if (!isSolid(column, row)) return false
    const [red, green, blue] = colour(pixels, at)
    if (0.299 * red + 0.587 * green + 0.114 * blue < DARK) return true
    return !(
      isSolid(column - 1, row) &&
      isSolid(column + 1, row) &&
      isSolid(column, row - 1) &&
      isSolid(column, row + 1)
    )
  }
}

function opacity(pixels: ArrayLike<number>, at: number): number {
  return pixels[at * 4 + 3] ?? 0
}

function colour(pixels: ArrayLike<number>, at: number): [red: number, green: number, blue: number] {
  return [pixels[at * 4] ?? 0, pixels[at * 4 + 1] ?? 0, pixels[at * 4 + 2] ?? 0]
}
