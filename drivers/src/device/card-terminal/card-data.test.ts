import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCardData } from './card-data.ts'

type Parts = {
  mode?: number
  masked?: string
  track2?: string
  pinBlock?: string
  sequence?: number
  chip?: string
}

function bytesOf({
  mode = 1,
  masked = '621626*********0018',
  track2 = '0011223344556677'.repeat(3),
  pinBlock = '8899AABBCCDDEEFF',
  sequence = 1,
  chip = '9F2608' + '1122334455667788' + '9505' + '0000000800',
}: Parts = {}): Buffer {
  const sized = (bytes: Buffer) => Buffer.concat([Buffer.of(bytes.length), bytes])
  const emv = Buffer.from(chip, 'hex')
  return Buffer.concat([
    Buffer.of(mode),
    sized(Buffer.from(masked, 'latin1')),
    sized(Buffer.from(track2, 'hex')),
    sized(Buffer.from(pinBlock, 'hex')),
    Buffer.of(sequence, emv.length >> 8, emv.length & 0xff),
    emv,
  ])
}

test('reads what the layout has', () => {
  expect(readCardData(bytesOf())).toEqual({
    kind: 'card',
    maskedPan: '621626*********0018',
    entryMode: 'chip',
    track2: '001122334455667700112233445566770011223344556677',
    pinBlock: '8899AABBCCDDEEFF',
    cardSequence: '001',
    chipData: '9F2608112233445566778895050000000800',
  })
})

test('leaves out what a card or its holder does not have', () => {
  const stripe = readCardData(bytesOf({ mode: 2, pinBlock: '', sequence: 0xff, chip: '' }))
  expect(stripe).toMatchObject({ entryMode: 'stripe', pinBlock: null, cardSequence: null, chipData: null })
})

test.each([
  ['a number that is not masked', { masked: '6216261000000000018' }],
  ['a number that shows too much', { masked: '6216261********0018' }],
  ['a track in the clear', { track2: '6216261000000000018D30122200000000FFFFFFFFFFFFFF' }],
  ['EMV data with the number (5A)', { chip: '5A0A' + '6216261000000000018F' }],
  ['EMV data with track 2 (57)', { chip: '9505' + '0000000800' + '5704' + '6216261D' }],
])('does not take %s', (_, parts) => expect(readCardData(bytesOf(parts))).toBe('securityFail'))

test.each([
  ['no entry mode', { mode: 0 }],
  ['no track', { track2: '' }],
  ['a track that is no whole blocks', { track2: '00112233' }],
  ['half a PIN block', { pinBlock: '00112233' }],
  ['a card sequence above 99', { sequence: 100 }],
  ['EMV data that end early', { chip: '9F2608' + '1122' }],
])('does not take %s', (_, parts) => expect(readCardData(bytesOf(parts))).toBe('readFailed'))

test('takes no bytes for a card that are one short or one long', () => {
  const whole = bytesOf()
  for (let length = 0; length < whole.length; length += 1)
    expect(typeof readCardData(whole.subarray(0, length))).toBe('string')
  expect(readCardData(Buffer.concat([whole, Buffer.of(0)]))).toBe('readFailed')
})

test('throws at nothing, and gives no number in full, whatever comes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
      const read = readCardData(bytes)
      if (typeof read === 'object') expect(read.maskedPan).toMatch(/^\d{6}\*+\d{4}$/)
    }),
  )
})
