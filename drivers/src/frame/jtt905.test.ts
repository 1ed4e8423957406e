import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createJtt905Reader, encodeJtt905, MAX_JTT905_FRAME } from './jtt905.ts'
import type { Jtt905Frame } from './jtt905.ts'

const frame: fc.Arbitrary<Jtt905Frame> = fc.record({
  device: fc.integer({ min: 0, max: 0xff }),
  maker: fc.integer({ min: 0, max: 0xff }),
  command: fc.integer({ min: 0, max: 0xffff }),
  data: fc.uint8Array({ maxLength: 252 }),
})
/** Noise without the first start byte can form no frame. */
const noise = fc.uint8Array({ maxLength: 20 }).map((bytes) => bytes.map((byte) => (byte === 0x55 ? 0 : byte)))

test('agrees with frames written down by hand', () => {
  const time = Buffer.from('20260105101500', 'hex')
  const status = encodeJtt905({ device: 6, maker: 0, command: 0, data: time })
  expect(status.toString('hex')).toBe('55aa' + '000b' + '06000000' + '20260105101500' + '0a' + '55aa')
  expect(createJtt905Reader().push(Buffer.from('55aa0005062100e00130' + 'f7' + '55aa', 'hex'))).toEqual([])
  expect(createJtt905Reader().push(Buffer.from('55aa0005062100e001' + 'c3' + '55aa', 'hex'))).toEqual([
    { device: 6, maker: 0x21, command: 0x00e0, data: Uint8Array.of(1) },
  ])
})

test('decodes what it encodes, in any chunking and between any noise', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(noise, frame), { maxLength: 10 }),
      fc.array(fc.integer({ min: 1, max: 60 })),
      (parts, cuts) => {
        const stream = Buffer.concat(parts.flatMap(([before, one]) => [before, encodeJtt905(one)]))
        const reader = createJtt905Reader()
        const found: Jtt905Frame[] = []
        let at = 0
        for (const size of [...cuts, stream.length]) {
          found.push(...reader.push(stream.subarray(at, at + size)))
          at += size
        }
        expect(found).toEqual(parts.map(([, one]) => one))
      },
    ),
  )
})

test('finds the next frame behind a cut-off one once that is given up', () => {
  fc.assert(
    fc.property(frame, frame, fc.double({ min: 0, max: 1, noNaN: true }), (cut, whole, where) => {
      const bytes = encodeJtt905(cut)
      const reader = createJtt905Reader()
      // Frames begin and end with the same two bytes: where only the end is missing, the next frame's beginning is that end.
      const first = reader.push(bytes.subarray(0, Math.floor(where * (bytes.length - 3))))
      expect([...first, ...reader.push(encodeJtt905(whole)), ...reader.expire()]).toContainEqual(whole)
    }),
  )
})

test('holds no more than one frame, whatever comes', () => {
  const start = fc.constant(Buffer.from('55aa0100', 'hex'))
  fc.assert(
    fc.property(fc.array(fc.oneof(start, fc.uint8Array({ maxLength: 400 }))), (chunks) => {
      const reader = createJtt905Reader()
      for (const chunk of chunks) {
        reader.push(chunk)
        expect(reader.heldBytes).toBeLessThan(MAX_JTT905_FRAME)
      }
    }),
  )
})
