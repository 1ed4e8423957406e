import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCcnetReader, encodeCcnet, MAX_CCNET_FRAME } from './ccnet.ts'
import { createCctalkReader, encodeCctalk, MAX_CCTALK_FRAME } from './cctalk.ts'
import type { CctalkBus } from './cctalk.ts'
import type { FrameReader } from './frame-reader.ts'
import { createId003Reader, encodeId003, MAX_ID003_FRAME } from './id003.ts'
import { createSspReader, encodeSsp, MAX_SSP_FRAME } from './ssp.ts'

type Protocol = {
  name: string
  maxFrame: number
  create: () => FrameReader<unknown>
  encode: (frame: never) => Uint8Array
  frame: fc.Arbitrary<unknown>
  /** Bytes that may begin a frame; noise without them can form none. */
  starts: readonly number[]
}

const data = (maxLength: number, minLength = 0) => fc.uint8Array({ minLength, maxLength })
const byte = fc.integer({ min: 0, max: 255 })
const bills: CctalkBus = { device: 40, check: 'sum8' }
const coins: CctalkBus = { device: 2, check: 'crc16' }
const cctalkFrame = fc.oneof(
  fc.record({ fromHost: fc.constant(true), header: byte, data: data(255) }),
  fc.record({ fromHost: fc.constant(false), header: fc.constantFrom(0, 5, 6), data: data(255) }),
)

const protocols: Protocol[] = [
  {
    name: 'ID-003',
    maxFrame: MAX_ID003_FRAME,
    create: createId003Reader,
    encode: encodeId003,
    frame: fc.record({ command: byte, data: data(250) }),
    starts: [0xfc],
  },
  {
    name: 'CCNET',
    maxFrame: MAX_CCNET_FRAME,
    create: () => createCcnetReader(3),
    encode: encodeCcnet,
    frame: fc.record({ address: fc.constant(3), data: fc.oneof(data(245, 1), data(505, 246)) }),
    starts: [0x02],
  },
  {
    name: 'SSP',
    maxFrame: MAX_SSP_FRAME,
    create: createSspReader,
    encode: encodeSsp,
    frame: fc.record({
      sequence: fc.constantFrom(0, 1),
      address: fc.integer({ min: 0, max: 0x7d }),
      data: fc.oneof(
        data(255),
        data(20).map((bytes) => bytes.fill(0x7f)),
      ),
    }),
    starts: [0x7f],
  },
  ...[bills, coins].map((bus) => ({
    name: `ccTalk ${bus.check}`,
    maxFrame: MAX_CCTALK_FRAME,
    create: () => createCctalkReader(bus),
    encode: (frame: never) => encodeCctalk(frame, bus),
    frame: cctalkFrame,
    starts: [1, bus.device],
  })),
]

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const none = new Uint8Array(0)

/** Whether the stream has these bytes across `border`: begun before it and ended behind it. */
function reaches(stream: Buffer, border: number, bytes: Uint8Array): boolean {
  const first = Math.max(0, border - bytes.length + 1)
  return Array.from({ length: border - first }, (_, back) => first + back).some((at) =>
    stream.subarray(at, at + bytes.length).equals(bytes),
  )
}

describe('golden bytes', () => {
  test('of ID-003: a status request', () => {
    expect(hex(encodeId003({ command: 0x11, data: none }))).toBe('fc05112756')
  })

  test('of SSP: sync, host protocol and its answers, from the manual', () => {
    const host = { sequence: 1, address: 0 } as const
    expect(hex(encodeSsp({ ...host, data: Uint8Array.of(0x11) }))).toBe('7f8001116582')
    expect(hex(encodeSsp({ ...host, data: Uint8Array.of(0x06, 0x08) }))).toBe('7f800206080394')
    expect(hex(encodeSsp({ ...host, data: Uint8Array.of(0x06, 0x09) }))).toBe('7f800206090614')
    expect(createSspReader().push(Buffer.from('7f8001f023807f8001f81000', 'hex'))).toEqual([
      { ...host, data: Uint8Array.of(0xf0) },
      { ...host, data: Uint8Array.of(0xf8) },
    ])
  })

  test('of SSP: 7F is doubled everywhere but at the start', () => {
    const stuffed = encodeSsp({ sequence: 0, address: 0, data: Uint8Array.of(0x7f, 0x01) })
    expect(hex(stuffed).startsWith('7f00027f7f01')).toBe(true)
  })

  test('of CCNET: reset, acknowledgement, poll', () => {
    const command = (one: number) => hex(encodeCcnet({ address: 3, data: Uint8Array.of(one) }))
    expect(command(0x30)).toBe('02030630' + '41b3')
    expect(command(0x00)).toBe('02030600' + 'c282')
    expect(command(0x33)).toBe('02030633' + 'da81')
  })

  test('of CCNET: a length of two bytes when one does not do', () => {
    const long = encodeCcnet({ address: 3, data: new Uint8Array(300) })
    expect(hex(long.subarray(0, 5))).toBe('0203000133')
  })

  test('of ccTalk: a request for the equipment category', () => {
    const asked = { fromHost: true, header: 245, data: none }
    expect(hex(encodeCctalk(asked, { device: 2, check: 'sum8' }))).toBe('020001f508')
    expect(hex(encodeCctalk({ ...asked, header: 254 }, bills))).toBe('280001fed9')
  })

  test('of ccTalk: a simple poll with a CRC, from part 3 of the specification', () => {
    // 40 0 CRC-low 254 CRC-high; the CRC is taken over 28 00 FE.
    const bytes = encodeCctalk({ fromHost: true, header: 254, data: none }, { device: 40, check: 'crc16' })
    expect([bytes[0], bytes[1], bytes[3]]).toEqual([0x28, 0x00, 0xfe])
    expect(createCctalkReader({ device: 40, check: 'crc16' }).push(bytes)).toHaveLength(1)
  })
})

describe.each(protocols)('frames of $name', ({ maxFrame, create, encode, frame, starts }) => {
  const bytesOf = (one: unknown) => encode(one as never)
  const noise = data(12).map((bytes) => bytes.map((one) => (starts.includes(one) ? 0 : one)))

  test('are found again in any chunking and between any noise', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(noise, frame), { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 60 })),
        (parts, cuts) => {
          const stream = Buffer.concat(parts.flatMap(([before, one]) => [before, bytesOf(one)]))
          const reader = create()
          const found: unknown[] = []
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

  test('are found behind one that was cut off, once that is given up', () => {
    fc.assert(
      fc.property(frame, frame, fc.double({ min: 0, max: 1, noNaN: true }), (cut, whole, where) => {
        const bytes = bytesOf(cut)
        const rest = bytes.subarray(0, Math.floor(where * bytes.length))
        const stream = Buffer.concat([rest, bytesOf(whole)])
        const reader = create()
        const found = [...reader.push(rest), ...reader.push(bytesOf(whole)), ...reader.expire()]
        // The cut one and the head of the next can make a frame of their own: no reader could tell.
        if (!found.some((one) => reaches(stream, rest.length, bytesOf(one))))
          expect(found).toContainEqual(whole)
      }),
    )
  })

  test('are not made of one in which any bit is wrong', () => {
    fc.assert(
      fc.property(frame, fc.nat(), (one, where) => {
        const wrong = Buffer.from(bytesOf(one))
        const bit = where % (wrong.length * 8)
        wrong[bit >> 3] = (wrong[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const reader = create()
        expect([...reader.push(wrong), ...reader.expire()]).not.toContainEqual(one)
      }),
    )
  })

  test('never hold more than the longest', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 400 })),
        fc.constantFrom(...starts),
        (chunks, start) => {
          const reader = create()
          for (const chunk of chunks) {
            reader.push(Uint8Array.of(start, ...chunk))
            expect(reader.heldBytes).toBeLessThan(maxFrame)
          }
        },
      ),
    )
  })
})
