import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTerminalReader, encodeTerminalFrame, MAX_TERMINAL_FRAME } from './card-terminal.ts'
import type { TerminalFrame } from './card-terminal.ts'

const frame: fc.Arbitrary<TerminalFrame> = fc.record({
  sequence: fc.integer({ min: 0, max: 0xffff }),
  command: fc.integer({ min: 0, max: 0xff }),
  data: fc.uint8Array({ maxLength: 512 }),
})
/** Noise without the first start byte can form no frame. */
const noise = fc.uint8Array({ maxLength: 20 }).map((bytes) => bytes.map((byte) => (byte === 0x5a ? 0 : byte)))

test('agrees with frames written down by hand', () => {
  // 86.40 yuan, 60 s, Chinese, no PIN-free limit.
  const read = {
    sequence: 0x0102,
    command: 0x10,
    data: Buffer.from('0000000021c0' + '003c' + '00' + '00000000', 'hex'),
  }
  expect(encodeTerminalFrame(read).toString('hex')).toBe(
    '5ac3' + '000d' + '0102' + '10' + '0000000021c0' + '003c' + '00' + '00000000' + 'd13a',
  )
  expect(
    createTerminalReader().push(Buffer.from('5ac3' + '0003' + '0102' + 'c2' + '000204' + '90b5', 'hex')),
  ).toEqual([{ sequence: 0x0102, command: 0xc2, data: Uint8Array.of(0, 2, 4) }])
})

test('decodes what it encodes, in any chunking and between any noise', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(noise, frame), { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 200 })),
      (parts, cuts) => {
        const stream = Buffer.concat(parts.flatMap(([before, one]) => [before, encodeTerminalFrame(one)]))
        const reader = createTerminalReader()
        const found: TerminalFrame[] = []
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

test('finds the next frame behind a cut-off one, once that is given up', () => {
  fc.assert(
    fc.property(frame, frame, fc.double({ min: 0, max: 0.9, noNaN: true }), (cut, whole, where) => {
      const bytes = encodeTerminalFrame(cut)
      const kept = bytes.subarray(0, Math.floor(where * bytes.length))
      const sent = Buffer.concat([kept, encodeTerminalFrame(whole)])
      // What follows may happen to complete the first one, check value and all: then nobody can tell.
      fc.pre(!sent.subarray(0, bytes.length).equals(bytes))
      const reader = createTerminalReader()
      expect([...reader.push(sent), ...reader.expire()]).toContainEqual(whole)
    }),
  )
})

test('holds no more than one frame, whatever comes', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 800 })), (chunks) => {
      const reader = createTerminalReader()
      for (const chunk of chunks) {
        reader.push(chunk)
        expect(reader.heldBytes).toBeLessThan(MAX_TERMINAL_FRAME)
      }
    }),
  )
})

test('drops a frame in which any one bit is wrong', () => {
  const bytes = encodeTerminalFrame({ sequence: 7, command: 0xc2, data: Uint8Array.of(0, 2, 4) })
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const wrong = Buffer.from(bytes)
    wrong[bit >> 3] = (wrong[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    const reader = createTerminalReader()
    expect([...reader.push(wrong), ...reader.expire()]).toEqual([])
  }
})
