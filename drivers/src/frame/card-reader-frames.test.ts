import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCrt310Reader, encodeCrt310, maxCrt310Frame } from './crt310.ts'
import { createCrt571Reader, encodeCrt571, maxCrt571Frame } from './crt571.ts'
import type { FrameReader } from './frame-reader.ts'
import { createSankyoReader, encodeSankyo, maxSankyoFrame } from './sankyo.ts'
import type { ReaderMessage } from './sized-frame.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const bytes = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

const anyText = fc.uint8Array({ minLength: 2, maxLength: 300 })
const replyText = fc
  .tuple(fc.constantFrom(0x50, 0x4e), anyText)
  .map(([first, rest]) => Uint8Array.of(first, ...rest))

const protocols = [
  {
    name: 'CRT-310',
    start: 0x02,
    max: maxCrt310Frame,
    text: anyText,
    create: createCrt310Reader,
    encode: encodeCrt310,
  },
  {
    name: 'CRT-571',
    start: 0xf2,
    max: maxCrt571Frame,
    text: replyText,
    create: createCrt571Reader,
    encode: (text: Uint8Array) => encodeCrt571(text, 3),
  },
  {
    name: 'Sankyo',
    start: 0xf2,
    max: maxSankyoFrame,
    text: replyText,
    create: createSankyoReader,
    encode: encodeSankyo,
  },
]

const texts = (messages: readonly ReaderMessage[]) =>
  messages.flatMap((message) => (message.kind === 'text' ? [hex(message.text)] : []))

const startsWith = (bytes: Uint8Array, head: Uint8Array) => hex(bytes).startsWith(hex(head))

function readAll(reader: FrameReader<ReaderMessage>, stream: Uint8Array, cuts: readonly number[]) {
  const found: ReaderMessage[] = []
  let at = 0
  for (const size of [...cuts, stream.length]) {
    found.push(...reader.push(stream.subarray(at, at + size)))
    at += size
  }
  return found
}

describe.each(protocols)('$name', ({ start, max, text, create, encode }) => {
  const noise = fc
    .uint8Array({ maxLength: 20 })
    .map((chunk) => chunk.map((byte) => (byte === start ? 0 : byte)))

  test('decodes what it encodes, in any chunking and between any noise', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(noise, text), { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 60 })),
        (parts, cuts) => {
          const stream = Buffer.concat(parts.flatMap(([before, one]) => [before, encode(one)]))
          expect(texts(readAll(create(), stream, cuts))).toEqual(parts.map(([, one]) => hex(one)))
        },
      ),
    )
  })

  test('finds the next frame behind a cut-off one, once that is given up', () => {
    fc.assert(
      fc.property(text, text, fc.double({ min: 0, max: 1, noNaN: true }), (cut, whole, where) => {
        const head = encode(cut)
        const part = head.subarray(0, Math.floor(where * head.length))
        // Where the lost bytes are those the next frame begins with, nobody can tell that any were lost.
        fc.pre(part.length === head.length || !startsWith(Buffer.concat([part, encode(whole)]), head))
        const reader = create()
        const found = [...reader.push(part), ...reader.push(encode(whole)), ...reader.expire()]
        expect(texts(found)).toContain(hex(whole))
      }),
    )
  })

  test('holds no more than one frame, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 700 }), { maxLength: 8 }), (chunks) => {
        const reader = create()
        for (const chunk of chunks) {
          reader.push(Uint8Array.of(start, ...chunk))
          expect(reader.heldBytes).toBeLessThan(max)
        }
      }),
    )
  })

  test('takes no frame in which any one bit is wrong, and says that it was broken', () => {
    const right = encode(Uint8Array.of(0x50, 0x31, 0x30, 0x30, 0x30, 0x30))
    for (let bit = 0; bit < right.length * 8; bit += 1) {
      const wrong = Buffer.from(right)
      wrong[bit >> 3] = (wrong[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const reader = create()
      const found = [...reader.push(wrong), ...reader.expire()]
      expect(texts(found)).toEqual([])
    }
    const wrong = Buffer.from(right)
    wrong[right.length - 1] = (wrong[right.length - 1] ?? 0) ^ 0xff
    expect(create().push(wrong)[0]).toEqual({ kind: 'broken' })
  })

  test('hears control bytes between frames, but not within them', () => {
    const controls = Uint8Array.of(0x06, 0x15, 0x04, 0x05, 0x10)
    const stream = Buffer.concat([
      controls,
      encode(Uint8Array.of(0x50, 0x06, 0x15, 0x04, 0x03)),
      Uint8Array.of(6),
    ])
    const kinds = create()
      .push(stream)
      .map(({ kind }) => kind)
    expect(kinds).toEqual(['ack', 'nak', 'eot', 'enq', 'dle', 'text', 'ack'])
  })
})

describe('published frames', () => {
  test('of the CRT-310', () => {
    expect(hex(encodeCrt310(bytes('30 30')))).toBe('0200023030' + '0303')
    expect(hex(encodeCrt310(bytes('31 30')))).toBe('0200023130' + '0302')
    expect(hex(encodeCrt310(bytes('2F 33 31')))).toBe('0200032f3331' + '032f')
    expect(hex(encodeCrt310(bytes('37 31 00 05 00 84 00 00 08')))).toBe(
      '0200093731' + '00050084000008' + '0387',
    )
    expect(texts(createCrt310Reader().push(bytes('02 00 03 32 30 59 03 59')))).toEqual(['323059'])
  })

  test('of the CRT-571, whose length is 03 like its end mark', () => {
    expect(hex(encodeCrt571(bytes('43 30 33')))).toBe('f2000003433033' + '03b2')
    expect(hex(encodeCrt571(bytes('43 31 30')))).toBe('f2000003433130' + '03b0')
  })

  test('of the Sankyo readers', () => {
    expect(hex(encodeSankyo(Buffer.from('C10')))).toBe('f20003433130' + 'c52a')
  })

  test('carry the address of the unit', () => {
    const [found] = createCrt571Reader().push(encodeCrt571(bytes('50 31 30 30 30 30'), 15))
    expect(found).toMatchObject({ kind: 'text', address: 15 })
  })
})
