import fc from 'fast-check'
import { expect, test } from 'vitest'
import { macOf } from '../mac.ts'
import { MessageError } from './error.ts'
import { FIELDS } from './fields.ts'
import { FrameSplitter, framed } from './frame.ts'
import { decodeMessage, encodeMessage } from './message.ts'

/** A sale as a terminal sent it, published with its working (CSDN zhu244912654, "MAC 算法演示"): type to field 60. */
const PUBLISHED =
  '0200302004C020C0981100000000000000005100183402100006324392260009942820D13121011200843931363638383031' +
  '34303030303030303030303030303031313536ACF46E73838A82F92600000000000000000822000001'
const ENVELOPE = { tpdu: '6000030000', header: '603100310000', type: '0200' }
const SALE = new Map([
  [3, '000000'],
  [4, '000000000051'],
  [11, '001834'],
  [22, '021'],
  [25, '00'],
  [26, '06'],
  [35, '4392260009942820D131210112008439'],
  [41, '16688014'],
  [42, '000000000000000'],
  [49, '115'],
])

test('a message is laid out as a published one is, byte by byte', () => {
  const key = Buffer.from('C24A8FB57AA20123'.repeat(2), 'hex')
  const fields = new Map([
    ...SALE,
    [42, '000000000000001'],
    [49, '156'],
    [52, 'ACF46E73838A82F9'],
    [53, '2600000000000000'],
    [60, '22000001'],
  ])
  const bytes = encodeMessage({ ...ENVELOPE, fields }, (block) => macOf(key, block))
  // The code was computed by openssl from the published bytes and key.
  expect(bytes.toString('hex').toUpperCase()).toBe(
    ENVELOPE.tpdu + ENVELOPE.header + PUBLISHED + Buffer.from('8A9E91B8').toString('hex').toUpperCase(),
  )
})

const digitsOf = (length: number): fc.Arbitrary<string> =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''))

/** A value that a field can hold. Numbers of cards, tracks and expiry are not given on and stay out. */
const anyFields = fc
  .subarray(
    Object.keys(FIELDS)
      .map(Number)
      .filter((number) => ![2, 14, 35, 64].includes(number)),
  )
  .chain((numbers) =>
    fc.tuple(
      ...numbers.map((number) => {
        const { kind, length, var: digits } = FIELDS[number]!
        const size = digits ? fc.integer({ min: 1, max: length }) : fc.constant(length)
        return size.chain((most) => {
          if (kind === 'b')
            return fc
              .uint8Array({ minLength: most, maxLength: most })
              .map((bytes) => [number, Buffer.from(bytes).toString('hex').toUpperCase()] as const)
          if (kind === 'n') return digitsOf(most).map((value) => [number, value] as const)
          return fc
            .string({
              unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)),
              minLength: most,
              maxLength: most,
            })
            .map((value) => [number, value] as const)
        })
      }),
    ),
  )
  .map((entries) => new Map(entries))

test('whatever a message holds comes back the same, in pieces of any size', () => {
  fc.assert(
    fc.property(
      fc.array(anyFields, { minLength: 1, maxLength: 3 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 40 })),
      (all, sizes) => {
        const bytes = Buffer.concat(
          all.map((fields) => framed(encodeMessage({ ...ENVELOPE, fields }, () => 'ABCDEF01'))),
        )
        const splitter = new FrameSplitter()
        const read: unknown[] = []
        for (let at = 0; at < bytes.length;) {
          const { value: size } = sizes.next() as { value: number }
          read.push(...splitter.push(bytes.subarray(at, at + size)).map((one) => decodeMessage(one).fields))
          at += size
        }
        const sorted = (fields: ReadonlyMap<number, string>): unknown => [...fields].sort(([a], [b]) => a - b)
        expect(read.map((fields) => sorted(fields as never))).toEqual(
          all.map((fields) => sorted(new Map([...fields, [64, 'ABCDEF01']]))),
        )
        expect(splitter.isInside).toBe(false)
      },
    ),
    { numRuns: 60 },
  )
})

test('noise is told from messages: it is refused, and nothing else happens', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
      try {
        decodeMessage(Buffer.from(noise))
      } catch (error) {
        expect(error).toBeInstanceOf(MessageError)
      }
      try {
        new FrameSplitter().push(Buffer.from(noise))
      } catch (error) {
        expect(error).toBeInstanceOf(MessageError)
      }
    }),
  )
})

test('a message cut at any byte, or with bytes after its end, is none', () => {
  const bytes = encodeMessage({ ...ENVELOPE, fields: SALE }, () => '00000000')
  for (let length = 0; length < bytes.length; length += 1)
    expect(() => decodeMessage(bytes.subarray(0, length))).toThrow(MessageError)
  expect(() => decodeMessage(Buffer.concat([bytes, Buffer.alloc(1)]))).toThrow(MessageError)
})

test('a card’s number is masked where it is read; expiry and track are dropped', () => {
  const fields = new Map([
    [2, '6222021234567890128'],
    [14, '3012'],
    [35, '6222021234567890128D30121010000000000F'.slice(0, 37)],
  ])
  const read = decodeMessage(encodeMessage({ ...ENVELOPE, fields }, null))
  expect([...read.fields]).toEqual([[2, '622202*********0128']])
})

test('values that a field cannot hold are not sent', () => {
  for (const [number, value] of [
    [4, '51'],
    [4, '00000000005A'],
    [32, ''],
    [52, 'AB'],
    [64, '00000000'],
    [65, '0'],
  ] as const)
    expect(() => encodeMessage({ ...ENVELOPE, fields: new Map([[number, value]]) }, null)).toThrow(
      MessageError,
    )
})
