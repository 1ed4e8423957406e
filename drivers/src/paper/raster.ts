import type { Bitmap } from './document.ts'

/** Rows that one raster command may carry: more overruns the image buffer of small printers. */
const MOST_ROWS = 128
/** Bytes that one raster command may carry: half of the receive buffer of a common printer. */
const MOST_BYTES = 2_048

/** DLE with one of these after it is a real-time command (Epson ESC/POS reference, "DLE EOT", "DLE ENQ", "DLE DC4"). */
const realTimeSeconds: ReadonlySet<number> = new Set([0x04, 0x05, 0x14])
const DLE = 0x10
/** A dot beside the one that DLE stands for: the picture gains a speck and loses the command. */
const SPECK = 0x20

/**
 * Takes real-time commands out of picture bytes: a printer carries them out even in the middle of a picture, and a
 * picture of random dots holds one in a third of all cases. Each costs one dot. `after` is the byte that will follow.
 */
export function scrub(bytes: Uint8Array, after = 0): Buffer {
  const clean = Buffer.from(bytes)
  for (let at = 0; at < clean.length; at += 1) {
    const next = clean[at + 1] ?? after
    if (clean[at] === DLE && realTimeSeconds.has(next)) clean[at] = DLE | SPECK
  }
  return clean
}

/**
 * A picture as raster commands of at most 128 rows and 2 KB each (GS v 0, Epson ESC/POS reference "GS v 0": obsolete, but what
 * every printer knows). Throws a RangeError on a picture that does not fit `dots`, or whose data has another length.
 */
export function rasterBands({ width, height, data }: Bitmap, dots: number): Buffer[] {
  const rowBytes = Math.ceil(width / 8)
  const isWhole = Number.isInteger(width) && Number.isInteger(height)
  if (!isWhole || width < 1 || height < 1 || width > dots || data.length !== rowBytes * height) {
    throw new RangeError(`picture of ${width} × ${height} dots in ${data.length} bytes, at most ${dots} wide`)
  }
  const rowsPerBand = Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_BYTES / rowBytes)))
  return Array.from({ length: Math.ceil(height / rowsPerBand) }, (_, band) => {
    const rows = Math.min(rowsPerBand, height - band * rowsPerBand)
    const start = band * rowsPerBand * rowBytes
    const header = Buffer.from([0x1d, 0x76, 0x30, 0x00, rowBytes, 0x00, rows, 0x00])
    return Buffer.concat([header, scrub(data.subarray(start, start + rows * rowBytes))])
  })
}

/**
 * The same dots by columns from the left, each three bytes from the top: how FS 2 wants a letter of 24 × 24 dots.
 * Throws a RangeError on a picture of another size.
 */
export function columnsOf({ width, height, data }: Bitmap): Buffer {
  if (width !== 24 || height !== 24 || data.length !== 72) throw new RangeError('a letter has 24 × 24 dots')
  const columns = Buffer.alloc(72)
  for (let row = 0; row < 24; row += 1) {
    for (let column = 0; column < 24; column += 1) {
      const isBlack = ((data[row * 3 + (column >> 3)] ?? 0) >> (7 - (column & 7))) & 1
      const at = column * 3 + (row >> 3)
      if (isBlack) columns[at] = (columns[at] ?? 0) | (0x80 >> (row & 7))
    }
  }
  return columns
}
