import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCallPadReader, encodeCallPadFrame, MAX_CALL_PAD_DATA, MAX_CALL_PAD_FRAME } from './call-pad.ts'
import type { CallPadFrame } from './call-pad.ts'

const byte = fc.integer({ min: 0, max: 255 })
const frame: fc.Arbitrary<CallPadFrame> = fc.record({
  address: byte,
  command: byte,
  data: fc.uint8Array({ maxLength: MAX_CALL_PAD_DATA }),
})
/** Noise without the lead byte can form no frame. */
const noise = fc.uint8Array({ maxLength: 20 }).map((bytes) => bytes.map((one) => (one === 0xff ? 0 : one)))

test('composes the published frame byte by byte', () => {
  const poll = encodeCallPadFrame({ address: 3, command: 1, data: Uint8Array.of(0x10, 0x20) })
  expect(poll.toString('hex')).toBe('ff68' + '0404' + '68' + '03' + '01' + '1020' + '34' + '16')
  const bare = encodeCallPadFrame({ address: 0x7f, command: 0x83, data: new Uint8Array(0) })
  expect(bare.toString('hex')).toBe('ff68' + '0202' + '68' + '7f83' + '02' + '16')
})

test('decodes what it encodes, in any chunking and between any noise, and holds no more than one frame', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(noise, frame)),
      fc.array(fc.integer({ min: 1, max: 40 })),
      (parts, cuts) => {
        const stream = Buffer.concat(parts.flatMap(([before, one]) => [before, encodeCallPadFrame(one)]))
        const reader = createCallPadReader()
        const found: CallPadFrame[] = []
        let at = 0
        for (const size of [...cuts, stream.length]) {
          found.push(...reader.push(stream.subarray(at, at + size)))
          expect(reader.heldBytes).toBeLessThan(MAX_CALL_PAD_FRAME)
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
      const bytes = encodeCallPadFrame(cut)
      const reader = createCallPadReader()
      const first = reader.push(bytes.subarray(0, Math.floor(where * bytes.length)))
      expect([...first, ...reader.push(encodeCallPadFrame(whole)), ...reader.expire()]).toContainEqual(whole)
    }),
  )
})

test('drops a frame in which any one bit of its body or check is wrong', () => {
  const bytes = encodeCallPadFrame({ address: 3, command: 0x81, data: Uint8Array.of(9, 1, 2) })
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const wrong = Buffer.from(bytes)
    wrong[bit >> 3] = (wrong[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    const reader = createCallPadReader()
    expect([...reader.push(wrong), ...reader.expire()]).toEqual([])
  }
})
