import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstProtocol, parseAtr } from './atr.ts'

const bytes = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))

/** Answers to reset of cards in public lists, and of the meter card. */
const GOLDEN = [
  ['3B 65 00 00 9C 02 02 07 02', 'direct', [0], '9c02020702', 'T=0'],
  ['3F 65 25 00 2C 09 69 90 00', 'inverse', [0], '2c09699000', 'T=0'],
  ['3B F8 13 00 00 81 31 FE 45 4A 43 4F 50 76 32 34 31 B7', 'direct', [1], '4a434f5076323431', 'T=1'],
  [
    '3B 8F 80 01 80 4F 0C A0 00 00 03 06 03 00 01 00 00 00 00 6A',
    'direct',
    [0, 1],
    '804f0ca000000306030001' + '00000000',
    'T=0',
  ],
  ['3B 69 00 00 24 99 00 00 00 00 00 00 01', 'direct', [0], '249900000000000001', 'T=0'],
] as const

describe('an answer to reset', () => {
  test.each(GOLDEN)('%s is taken apart', (text, convention, protocols, historical, first) => {
    const parsed = parseAtr(bytes(text))
    expect(parsed).toMatchObject({ ok: true, atr: { convention, protocols } })
    if (!parsed.ok) return
    expect(Buffer.from(parsed.atr.historical).toString('hex')).toBe(historical)
    expect(firstProtocol(parsed.atr)).toBe(first)
  })

  test('names the interface bytes of each protocol', () => {
    const parsed = parseAtr(bytes(GOLDEN[2][0]))
    expect(parsed.ok && parsed.atr.interfaceBytes).toEqual([
      { ta: 0x13, tb: 0x00, tc: 0x00 },
      { protocol: 1 },
      { protocol: 1, ta: 0xfe, tb: 0x45 },
    ])
  })

  test.each([
    ['', 'tooShort'],
    ['3B', 'tooShort'],
    ['3B 65 00 00 9C', 'tooShort'],
    ['3B 65 00 00 9C 02 02 07 02 00', 'tooLong'],
    ['3C 65 00 00 9C 02 02 07 02', 'badTs'],
    ['3B F8 13 00 00 81 31 FE 45 4A 43 4F 50 76 32 34 31 B6', 'badTck'],
    ['3B 80 80 80 80 80 80 80 80 80 80 80', 'tooShort'],
  ])('%s is refused as %s', (text, problem) => {
    expect(parseAtr(bytes(text))).toEqual({ ok: false, problem })
  })

  test('of any bytes is a value, and never more than it was given', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (noise) => {
        const parsed = parseAtr(Uint8Array.of(0x3b, ...noise))
        if (parsed.ok) expect(parsed.atr.historical.length).toBeLessThanOrEqual(noise.length)
      }),
      { numRuns: 2_000 },
    )
  })

  test('with one bit wrong after TS is not taken for another of the same length', () => {
    const good = bytes(GOLDEN[2][0])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: good.length - 1 }), fc.integer({ min: 0, max: 7 }), (at, bit) => {
        const bad = good.map((byte, index) => (index === at ? byte ^ (1 << bit) : byte))
        expect(parseAtr(bad).ok).toBe(false)
      }),
    )
  })
})
