import { expect, test } from 'vitest'
import { imageHead } from './image-head.ts'

const png = (width: number, height: number): Buffer => {
  const bytes = Buffer.alloc(40)
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]).copy(bytes)
  bytes.write('IHDR', 12, 'latin1')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}
/** SOI, an APP0 of 16 bytes, a fill byte, SOF2 of 640 × 480, and some scan. */
const JPEG = Buffer.from([
  ...[0xff, 0xd8, 0xff, 0xe0, 0, 16, ...Array.from({ length: 14 }, () => 0xc0)],
  ...[0xff, 0xff, 0xc2, 0, 17, 8, 0x01, 0xe0, 0x02, 0x80, 3, 1, 2, 3],
])

test('an image is told by its own bytes, with its size before anything is unpacked', () => {
  expect(imageHead(png(1920, 1080))).toEqual({ media: 'image/png', width: 1920, height: 1080 })
  expect(imageHead(JPEG)).toEqual({ media: 'image/jpeg', width: 640, height: 480 })
})

test('what is none, or is cut off, is none', () => {
  const none = [
    ...[Buffer.alloc(0), Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), Buffer.from('GIF89a')],
    ...[png(0, 10), png(1, 1).subarray(0, 20), JPEG.subarray(0, 22)],
    // A frame header behind the scan is none of this image; a length of nothing does not go round for ever.
    ...[
      Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2, 1, 1, 1, 1, 1, 1]),
      Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ],
  ]
  for (const bytes of none) expect(imageHead(bytes)).toBeNull()
})
