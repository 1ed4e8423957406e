import fc from 'fast-check'
import { expect, test } from 'vitest'
import { samReply } from '../../test/sam-reply.ts'
import { xor8 } from './crc.ts'
import { createSamReader, encodeSamRequest, MAX_SAM_FRAME, SAM_COMMAND } from './sdt-sam.ts'
import type { SamReply } from './sdt-sam.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

function card(record: Uint8Array, fingers?: number): Buffer {
  const lengths = fingers === undefined ? '01000400' : fingers === 0 ? '010004000000' : '010004000400'
  return samReply(
    0x90,
    Buffer.concat([hex(lengths), record, Buffer.alloc(1_024, 0x50), Buffer.alloc(fingers ?? 0, 0x46)]),
  )
}

const aRecord = Uint8Array.from({ length: 256 }, (_, at) => at)

test.for([
  ['reset', 'AAAAAA9669 0003 10FF EC'],
  ['status', 'AAAAAA9669 0003 11FF ED'],
  ['number', 'AAAAAA9669 0003 12FF EE'],
  ['find', 'AAAAAA9669 0003 2001 22'],
  ['select', 'AAAAAA9669 0003 2002 21'],
  ['read', 'AAAAAA9669 0003 3001 32'],
  ['readWithFingerprints', 'AAAAAA9669 0003 3010 23'],
] as const)('asks to %s in the bytes of the standard', ([command, bytes]) => {
  expect(encodeSamRequest(SAM_COMMAND[command])).toEqual(hex(bytes))
})

test.for([
  ['all is well', 'AAAAAA9669 0004 000090 94', { kind: 'status', status: 0x90, length: 0 }],
  ['the self-test failed', 'AAAAAA9669 0004 000060 64', { kind: 'status', status: 0x60, length: 0 }],
  ['a card was found', 'AAAAAA9669 0008 00009F 00000000 97', { kind: 'status', status: 0x9f, length: 4 }],
  ['there is no card', 'AAAAAA9669 0004 000080 84', { kind: 'status', status: 0x80, length: 0 }],
  [
    'the card is selected',
    'AAAAAA9669 000C 000090 0000000000000000 9C',
    { kind: 'status', status: 0x90, length: 8 },
  ],
  ['it was not selected', 'AAAAAA9669 0004 000081 85', { kind: 'status', status: 0x81, length: 0 }],
  ['it was not read', 'AAAAAA9669 0004 000041 45', { kind: 'status', status: 0x41, length: 0 }],
] as const)('understands that %s', ([, bytes, meant]) => {
  expect(createSamReader().push(hex(bytes))).toEqual([meant])
})

test('understands the number of the module', () => {
  const number = Uint8Array.from({ length: 16 }, (_, at) => 16 - at)
  expect(createSamReader().push(samReply(0x90, number))).toEqual([{ kind: 'number', number }])
})

test.for([
  ['without fingerprints', undefined, 1_295],
  ['with room for fingerprints but none', 0, 1_297],
  ['with fingerprints', 1_024, 2_321],
] as const)('takes the text out of a card read %s, and leaves no photo behind', ([, fingers, length]) => {
  const bytes = card(aRecord, fingers)
  expect(bytes.length).toBe(length)
  expect(createSamReader().push(bytes)).toEqual([{ kind: 'record', record: aRecord }])
  expect(bytes.subarray(7).every((byte, at) => byte === 0 || at === length - 8)).toBe(true)
})

test('does not take a text in another shape for one it knows', () => {
  const data = Buffer.concat([hex('01000300'), Buffer.alloc(256 + 1_024)])
  expect(createSamReader().push(samReply(0x90, data))).toEqual([
    { kind: 'status', status: 0x90, length: 1_284 },
  ])
})

test.for(['AA00AAAA9669', 'AAAAAAAA9669', 'AA9669', 'AAAA00AA9669', 'AAAAAA96AAAAAA9669'])(
  'understands a reply behind the damaged preamble %s',
  (preamble) => {
    const reader = createSamReader()
    const rest = hex('0004 000090 94')
    expect(reader.push(Buffer.concat([hex(preamble), rest]))).toEqual([
      { kind: 'status', status: 0x90, length: 0 },
    ])
  },
)

test('does not hear its own request', () => {
  const reader = createSamReader()
  expect(reader.push(encodeSamRequest(SAM_COMMAND.find))).toEqual([])
  expect(reader.heldBytes).toBe(0)
})

const anyReply: fc.Arbitrary<{ bytes: Buffer; meant: SamReply }> = fc.oneof(
  fc.tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 15 })).map(([status, data]) => ({
    bytes: samReply(status, data),
    meant: { kind: 'status' as const, status, length: data.length },
  })),
  fc
    .tuple(fc.uint8Array({ minLength: 256, maxLength: 256 }), fc.constantFrom(undefined, 0, 1_024))
    .map(([record, fingers]) => ({
      bytes: card(record, fingers),
      meant: { kind: 'record' as const, record },
    })),
)
/** Noise without the byte that ends every preamble can form no reply. */
const noise = fc.uint8Array({ maxLength: 20 }).map((bytes) => bytes.map((byte) => (byte === 0x69 ? 0 : byte)))

test('decodes what a module sends, in any chunking and between any noise', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(noise, anyReply), { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 400 })),
      (parts, cuts) => {
        const stream = Buffer.concat(parts.flatMap(([before, { bytes }]) => [before, bytes]))
        const reader = createSamReader()
        const found: SamReply[] = []
        let at = 0
        for (const size of [...cuts, stream.length]) {
          found.push(...reader.push(stream.subarray(at, at + size)))
          at += size
        }
        expect(found).toEqual(parts.map(([, { meant }]) => meant))
      },
    ),
    { numRuns: 60 },
  )
})

/** Everything in a reply to `part` and `rest`, which come one after the other; the reader wipes what it takes. */
function heardOf(part: Uint8Array, rest: Uint8Array): SamReply[] {
  const reader = createSamReader()
  return [...reader.push(Uint8Array.from(part)), ...reader.push(Uint8Array.from(rest)), ...reader.expire()]
}

/** Whether what was cut off and the bytes behind it make a reply of their own: by one check byte nobody can tell. */
function isCompletedBy(part: Buffer, rest: Buffer): boolean {
  const stream = Buffer.concat([part, rest])
  return [...part.keys()].some((at) => {
    if (!stream.subarray(at).toString('latin1').startsWith('\xaa\x96\x69')) return false
    const end = at + 5 + stream.readUInt16BE(at + 3)
    return end > part.length && end <= stream.length && xor8(stream.subarray(at + 3, end)) === 0
  })
}

test('finds the next reply behind one that was cut off, once that is given up', () => {
  fc.assert(
    fc.property(anyReply, anyReply, fc.double({ min: 0, max: 1, noNaN: true }), (cut, whole, where) => {
      const part = cut.bytes.subarray(0, Math.floor(where * cut.bytes.length))
      const found = heardOf(part, whole.bytes)
      if (!isCompletedBy(part, whole.bytes)) expect(found).toContainEqual(whole.meant)
    }),
    { numRuns: 60 },
  )
})

test('takes a reply that was cut off for whole when the next one happens to complete it', () => {
  const whole = samReply(0x80)
  const part = samReply(0x90, Uint8Array.of(0xd4, ...Buffer.alloc(12))).subarray(0, -whole.length)
  expect(heardOf(part, whole)).toEqual([{ kind: 'status', status: 0x90, length: 13 }])
})

test('holds no more than one reply, whatever comes', () => {
  const start = fc.constantFrom(hex('AAAAAA96690914000090'), hex('AAAAAA9669'), hex('AA'))
  fc.assert(
    fc.property(fc.array(fc.oneof(start, fc.uint8Array({ maxLength: 3_000 }))), (chunks) => {
      const reader = createSamReader()
      for (const chunk of chunks) {
        reader.push(Uint8Array.from(chunk))
        expect(reader.heldBytes).toBeLessThan(MAX_SAM_FRAME)
      }
      reader.expire()
      expect(reader.heldBytes).toBe(0)
    }),
    { numRuns: 60 },
  )
})
