import type { PaperPart } from './compose.ts'

/** So many bytes of a document as are handed over at once; `isFinal` marks the very last part, which stands alone. */
export type PaperSlice = PaperPart & { isFinal: boolean }

/**
 * Gathers parts into slices of about `most` bytes, never tearing a part. The last part of the document, in most cases
 * the cut, is a slice of its own: without it the paper is not whole. Holds one slice at a time.
 */
export function* slicesOf(parts: Iterable<PaperPart>, most: number): Generator<PaperSlice> {
  let gathered: Buffer[] = []
  let size = 0
  let mm = 0
  let last: PaperPart | undefined
  const flush = (): PaperSlice => {
    const slice = { bytes: Buffer.concat(gathered), mm, isFinal: false }
    gathered = []
    size = 0
    mm = 0
    return slice
  }
  for (const part of parts) {
    if (last) {
      if (size > 0 && size + last.bytes.length > most) yield flush()
      gathered.push(last.bytes)
      size += last.bytes.length
      mm += last.mm
    }
    last = part
  }
  if (size > 0) yield flush()
  if (last) yield { ...last, isFinal: true }
}
