import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crc16 } from './crc.ts'
import { createPadReader, encodePadFrame } from './rating-pad.ts'
import type { PadFrame } from './rating-pad.ts'

const frame: fc.Arbitrary<PadFrame> = fc.record({
  sequence: fc.integer({ min: 0, max: 0xffff }),
  command: fc.integer({ min: 0, max: 0xff }),
  data: fc.uint8Array({ maxLength: 96 }),
})
/** Noise without the first start byte can form no frame. */
const noise = fc.uint8Array({ maxLength: 20 }).map((bytes) => bytes.map((byte) => (byte === 0x5a ? 0 : byte)))

test('agrees with the published check value and with frames written down by hand', () => {
  expect(crc16(Buffer.from('123456789'))).toBe(0x29b1)
  const invite = encodePadFrame({ sequence: 0x0102, command: 0x11, data: Uint8Array.of(0, 20, 1) })
  expect(invite.toString('hex')).toBe('5aa5' + '03' + '0102' + '11' + '001401' + '9aea')
  expect(createPadReader().push(Buffer.from('5aa5010102c105d649', 'hex'))).toEqual([
    { sequence: 0x0102, command: 0xc1, data: Uint8Array.of(5) },
  ])
})

test('decodes what it encodes, in any chunking and between any noise', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(noise, frame)),
      fc.array(fc.integer({ min: 1, max: 40 })),
      (parts, cuts) => {
        const stream = Buffer.concat(parts.flatMap(([before, one]) => [before, encodePadFrame(one)]))
        const reader = createPadReader()
        const found: PadFrame[] = []
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

/**
 * What a reader finds in the first bytes of one frame and the whole of another behind them, and what it has to find.
 *
 * The bytes of the second may happen to complete the first, check value and all: then what came is one whole frame with
 * noise behind it, and nobody can tell. The pad repeats what is not acknowledged.
 */
function cutOff(cut: PadFrame, whole: PadFrame, keep: number): { found: PadFrame[]; due: PadFrame } {
  const sent = Buffer.concat([encodePadFrame(cut).subarray(0, keep), encodePadFrame(whole)])
  const reader = createPadReader()
  const found = [
    ...reader.push(sent.subarray(0, keep)),
    ...reader.push(sent.subarray(keep)),
    ...reader.expire(),
  ]
  const due = found.find((one) => {
    const bytes = encodePadFrame(one)
    return bytes.length > keep && sent.subarray(0, bytes.length).equals(bytes)
  })
  return { found, due: due ?? whole }
}

test('finds the next frame behind a cut-off one, whatever length that claimed, once it is given up', () => {
  fc.assert(
    fc.property(frame, frame, fc.double({ min: 0, max: 1, noNaN: true }), (cut, whole, where) => {
      const { found, due } = cutOff(cut, whole, Math.floor(where * encodePadFrame(cut).length))
      expect(found).toContainEqual(due)
    }),
  )
})

test('takes a cut-off frame for whole when the next one happens to begin with what it lacks', () => {
  const cut = { sequence: 46_251, command: 1, data: new Uint8Array() }
  const { found } = cutOff(cut, { sequence: 0, command: 0, data: new Uint8Array() }, 7)
  expect(found).toEqual([cut])
})

test('holds no more than one frame, whatever comes', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (chunks) => {
      const reader = createPadReader()
      for (const chunk of chunks) {
        reader.push(chunk)
        expect(reader.heldBytes).toBeLessThan(104)
      }
    }),
  )
})

test('drops a frame in which any one bit is wrong', () => {
  const bytes = encodePadFrame({ sequence: 7, command: 0xc1, data: Uint8Array.of(5) })
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const wrong = Buffer.from(bytes)
    wrong[bit >> 3] = (wrong[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    const reader = createPadReader()
    expect([...reader.push(wrong), ...reader.expire()]).toEqual([])
  }
})
