import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPrinterReplyReader } from './escpos-replies.ts'
import type { PrinterReply } from './escpos-replies.ts'

const read = (...bytes: number[]) => createPrinterReplyReader().push(Uint8Array.from(bytes))

test('reads every kind of reply', () => {
  expect(read(0x12)).toEqual([{ kind: 'realtime', value: 0x12 }])
  expect(read(0x72)).toEqual([{ kind: 'realtime', value: 0x72 }])
  expect(read(0x18, 0x00, 0x0f, 0x0f)).toEqual([{ kind: 'asb', bytes: [0x18, 0x00, 0x0f, 0x0f] }])
  expect(read(0x0c)).toEqual([{ kind: 'single', value: 0x0c }])
  expect(read(0x37, 0x22, 0x41, 0x20, 0x7e, 0x31, 0x00)).toEqual([{ kind: 'processId', id: 'A ~1' }])
  expect(read(0x37, 0x25, 0x00)).toEqual([{ kind: 'cleared' }])
  expect(read(0x5f, 0x45, 0x50, 0x00)).toEqual([{ kind: 'block', header: 0x5f, text: 'EP' }])
  expect(read(0x13, 0x11)).toEqual([
    { kind: 'flow', go: false },
    { kind: 'flow', go: true },
  ])
})

test('takes an ASB apart from an XOFF sent in its middle, across chunks', () => {
  const reader = createPrinterReplyReader()
  expect(reader.push(Uint8Array.of(0x18, 0x00, 0x13))).toEqual([{ kind: 'flow', go: false }])
  expect(reader.push(Uint8Array.of(0x0f))).toEqual([])
  expect(reader.push(Uint8Array.of(0x00, 0x03))).toEqual([
    { kind: 'asb', bytes: [0x18, 0x00, 0x0f, 0x00] },
    { kind: 'single', value: 0x03 },
  ])
})

test('never offers the middle of an ASB as the answer to a fence, even when the rest is lost', () => {
  const reader = createPrinterReplyReader()
  expect(reader.push(Uint8Array.of(0x18, 0x00, 0x0c))).toEqual([])
  expect(reader.expire()).toEqual([])
  expect(reader.push(Uint8Array.of(0x18, 0x00, 0x12))).toEqual([{ kind: 'realtime', value: 0x12 }])
  expect(reader.noiseBytes).toBe(5)
})

test('finds a process id behind the broken start of another', () => {
  expect(read(0x37, 0x22, 0x41, 0x37, 0x22, 0x41, 0x42, 0x43, 0x44, 0x00)).toEqual([
    { kind: 'processId', id: 'ABCD' },
  ])
})

const printable = fc.integer({ min: 0x20, max: 0x7e })
const low = fc.integer({ min: 0, max: 255 }).map((byte) => byte & 0x6f)
const reply: fc.Arbitrary<{ reply: PrinterReply; bytes: number[] }> = fc.oneof(
  fc
    .integer({ min: 0, max: 255 })
    .map((any) => (any & 0x6c) | 0x12)
    .map((value) => ({ reply: { kind: 'realtime' as const, value }, bytes: [value] })),
  low.map((value) => ({ reply: { kind: 'single' as const, value }, bytes: [value] })),
  fc.tuple(low, low, low, low).map(([head, b, c, d]) => {
    const bytes: [number, number, number, number] = [(head & 0x6c) | 0x10, b, c, d]
    return { reply: { kind: 'asb' as const, bytes }, bytes }
  }),
  fc.array(printable, { minLength: 4, maxLength: 4 }).map((id) => ({
    reply: { kind: 'processId' as const, id: String.fromCharCode(...id) },
    bytes: [0x37, 0x22, ...id, 0x00],
  })),
)
/** Bytes that can begin nothing and continue nothing. */
const noise = fc.array(fc.integer({ min: 0x80, max: 0xff }), { maxLength: 6 })

test('finds the same replies in any chunking and between any noise', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(noise, reply)), fc.array(fc.integer({ min: 1, max: 9 })), (parts, cuts) => {
      const stream = Uint8Array.from(parts.flatMap(([before, one]) => [...before, ...one.bytes]))
      const reader = createPrinterReplyReader()
      const found: PrinterReply[] = []
      let at = 0
      for (const size of [...cuts, stream.length]) {
        found.push(...reader.push(stream.subarray(at, at + size)))
        at += size
      }
      expect(found).toEqual(parts.map(([, one]) => one.reply))
      expect(reader.heldBytes).toBe(0)
    }),
  )
})

test('holds little, whatever comes, and finds a process id after it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), (garbage) => {
      const reader = createPrinterReplyReader()
      reader.push(garbage)
      expect(reader.heldBytes).toBeLessThanOrEqual(101)
      reader.expire()
      expect(reader.push(Buffer.from('7"WXYZ\0', 'latin1'))).toEqual([{ kind: 'processId', id: 'WXYZ' }])
    }),
  )
})

test('reads the full status of Custom’s printers, whatever its bytes, in any chunking and between other replies', () => {
  const full = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255))
  const parts = fc.array(fc.oneof(full, fc.constant('single' as const), fc.constant('realtime' as const)))
  fc.assert(
    fc.property(parts, fc.array(fc.integer({ min: 1, max: 9 })), (wanted, cuts) => {
      const stream = Uint8Array.from(
        wanted.flatMap((one) =>
          one === 'single' ? [0x0c] : one === 'realtime' ? [0x12] : [0x10, 0x0f, ...one],
        ),
      )
      const reader = createPrinterReplyReader({ fullStatus: true })
      const found: PrinterReply[] = []
      let at = 0
      for (const size of [...cuts, stream.length]) {
        found.push(...reader.push(stream.subarray(at, at + size)))
        at += size
      }
      expect(found.map((one) => (one.kind === 'full' ? one.bytes : one.kind))).toEqual(wanted)
    }),
  )
})
