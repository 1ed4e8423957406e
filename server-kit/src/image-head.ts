import type { ImageMedia } from '@service-hall/contract'

/** What an image is by its own first bytes: its kind and its size in pixels. */
export type ImageHead = { media: ImageMedia; width: number; height: number }

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * Reads the head of an image; null: it is neither PNG nor JPEG, or cut off. PNG: ISO/IEC 15948, chunk IHDR first. JPEG:
 * ITU-T T.81 annex B, the first frame header (SOF). Nothing is unpacked.
 */
export function imageHead(bytes: Buffer): ImageHead | null {
  if (bytes.subarray(0, 8).equals(PNG)) return pngHead(bytes)
  return bytes[0] === 0xff && bytes[1] === 0xd8 ? jpegHead(bytes) : null
}

function pngHead(bytes: Buffer): ImageHead | null {
  if (bytes.length < 33 || bytes.toString('latin1', 12, 16) !== 'IHDR') return null
  return sized('image/png', bytes.readUInt32BE(16), bytes.readUInt32BE(20))
}

function jpegHead(bytes: Buffer): ImageHead | null {
  let at = 2
  while (at + 9 <= bytes.length) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1 // a fill byte
      continue
    }
    if (isFrame(marker)) return sized('image/jpeg', bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5))
    // Scan data or the end before any frame header.
    if (marker === 0xda || marker === 0xd9) return null
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return null
}

/** SOF0 to SOF15 without DHT, JPG and DAC, which stand among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

function sized(media: ImageMedia, width: number, height: number): ImageHead | null {
  return width > 0 && height > 0 ? { media, width, height } : null
}
