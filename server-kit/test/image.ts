import { createHash } from 'node:crypto'
import type { ImageSlide } from '@service-hall/contract'

/** A slide of a playlist and its image: the head of a PNG of 8 × 8 pixels and some bytes, since nobody unpacks it. */
export function anImage(more = 3_000): { bytes: Buffer; slide: ImageSlide } {
  const bytes = Buffer.alloc(40 + more, 7)
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]).copy(bytes)
  bytes.write('IHDR', 12, 'latin1')
  bytes.writeUInt32BE(8, 16)
  bytes.writeUInt32BE(8, 20)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const of = { kind: 'image', title: '安全用电', media: 'image/png', seconds: 10 } as const
  return { bytes, slide: { ...of, sha256, bytes: bytes.length } }
}
