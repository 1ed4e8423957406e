import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { meterFiles } from '../../../../simulators/chip/files.ts'
import { frameFile, unframe } from './file-frame.ts'
import { asPurchaseCard, parseParameters } from './parameter-file.ts'
import { emptyReturnFile, parseReturnFile } from './return-file.ts'
import { encodeWallet, parseWallet } from './wallet-file.ts'

const bytes = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'))

/** A State Grid purchase card, written out by hand from the table of offsets; numbers invented. */
const parameters = bytes(`
  68 01 00 27 02 82 00 00 00 00 26 07 01 00 00 04
  00 00 10 00 00 00 05 00 00 00 30 00 00 01
  99 00 00 00 00 17 99 00 00 00 43 21 02 D3 16`)
const returned = bytes(`
  68 11 00 2B 02 00 00 30 00 00 01 99 00 00 00 00 17 99 00 00 00 43 21
  00 00 09 29 00 00 00 07 00 00 01 23 00 00 00 00 00 00 03 26 01 15 09 30 F1 16`)

describe('the parameter file', () => {
  test('is read by its offsets', () => {
    expect(parseParameters(parameters)).toEqual({
      ok: true,
      parameters: {
        grid: 'state',
        update: {
          parameters: true,
          currentTariff: false,
          backupTariff: true,
          currentLadder: false,
          backupLadder: false,
        },
        tariffSwitch: '2026-07-01T00:00',
        alarm1Fen: 1_000,
        alarm2Fen: 500,
        ct: 30,
        pt: 1,
        meterNo: '990000000017',
        customerNo: '990000004321',
        cardType: 'purchase',
      },
    })
  })

  test.each([
    ['a byte changed', 20, 0x77, 'badSum'],
    ['another start', 0, 0x69, 'notAFrame'],
    ['another end', 44, 0x00, 'notAFrame'],
    ['a length beyond the file', 3, 0x28, 'notAFrame'],
  ])('with %s is refused', (_, at, value, problem) => {
    const wrong = parameters.slice()
    wrong[at] = value
    expect(parseParameters(wrong)).toEqual({ ok: false, problem })
  })

  test.each([
    ['a card that presets meters', 1, 0x06, 'otherCard'],
    ['a card type nobody knows', 42, 0x04, 'badCardType'],
    ['digits that are none', 30, 0x9a, 'badContent'],
  ])('of %s is told apart', (_, at, value, problem) => {
    const changed = parameters.slice()
    changed[at] = value
    const summed = frameFile(changed[1] ?? 0, changed.subarray(4, 43))
    expect(parseParameters(summed)).toEqual({ ok: false, problem })
  })

  test('without a tariff switch has none', () => {
    for (const filler of [0x00, 0x99, 0xff]) {
      const data = parameters.slice(4, 43).fill(filler, 6, 11)
      const parsed = parseParameters(frameFile(0x01, data))
      expect(parsed.ok && parsed.parameters).not.toHaveProperty('tariffSwitch')
    }
  })

  test('becomes that of an everyday card by one byte and its sum', () => {
    const open = meterFiles({ cardType: 1 }).get(1) ?? new Uint8Array()
    const everyday = asPurchaseCard(open)
    expect(everyday).toEqual(meterFiles({ cardType: 2 }).get(1))
  })

  test('of the Southern Grid has another command', () => {
    const parsed = parseParameters(meterFiles({ grid: 'southern' }).get(1) ?? new Uint8Array())
    expect(parsed.ok && parsed.parameters.grid).toBe('southern')
  })
})

describe('the return file', () => {
  test('is read by its offsets', () => {
    expect(parseReturnFile(returned)).toEqual({
      state: 'written',
      meterNo: '990000000017',
      customerNo: '990000004321',
      remainingFen: 2_345,
      count: 7,
      overdraftFen: 123,
      unlawfulCards: 3,
      writtenAt: '2026-01-15T09:30',
    })
  })

  test('is empty when all of it is zero, and unreadable when only a part is', () => {
    expect(parseReturnFile(emptyReturnFile())).toEqual({ state: 'empty' })
    expect(parseReturnFile(returned.slice().fill(0, 0, 10))).toEqual({ state: 'unreadable' })
    expect(parseReturnFile(new Uint8Array(3))).toEqual({ state: 'unreadable' })
  })
})

describe('the wallet file', () => {
  test('holds fen and purchases, big-endian', () => {
    expect(parseWallet(bytes('00 00 27 10 00 00 00 07'))).toEqual({ amountFen: 10_000, count: 7 })
    expect(parseWallet(bytes('00 00 27 10'))).toBeUndefined()
  })

  test('reads as it was written', () => {
    const four = fc.integer({ min: 0, max: 0xffff_ffff })
    fc.assert(
      fc.property(four, four, (amountFen, count) => {
        expect(parseWallet(encodeWallet({ amountFen, count }))).toEqual({ amountFen, count })
      }),
    )
  })
})

describe('the frame of a file', () => {
  const data = fc.uint8Array({ maxLength: 300 })
  const command = fc.integer({ min: 0, max: 255 })

  test('reads as it was written, whatever follows it in the file', () => {
    fc.assert(
      fc.property(command, data, data, (cmd, content, rest) => {
        const file = Uint8Array.of(...frameFile(cmd, content), ...rest)
        expect(unframe(file)).toEqual({ ok: true, command: cmd, data: content })
      }),
    )
  })

  test('with one bit wrong is never read as another content', () => {
    fc.assert(
      fc.property(data, fc.nat(), fc.integer({ min: 0, max: 7 }), (content, where, bit) => {
        const file = frameFile(0x01, content)
        const at = places(file)[where % (file.length - 2)] ?? 0
        file[at] = (file[at] ?? 0) ^ (1 << bit)
        expect(unframe(file).ok).toBe(false)
      }),
    )
  })

  test('of any bytes is a value', () => {
    fc.assert(
      fc.property(
        fc.uint8Array(),
        (noise) => void [unframe(noise), parseReturnFile(noise), parseParameters(noise), parseWallet(noise)],
      ),
    )
  })

  test('of the right shape is a value whatever it holds', () => {
    const command = fc.constantFrom(0x01, 0x03, 0x11)
    const content = fc.oneof(
      fc.uint8Array({ minLength: 39, maxLength: 39 }),
      fc.uint8Array({ minLength: 43, maxLength: 43 }),
    )
    fc.assert(
      fc.property(command, content, (cmd, noise) => {
        const file = frameFile(cmd, noise)
        void [parseReturnFile(file), parseParameters(file)]
      }),
    )
  })
})

/** Every byte but the length, of which another may fit by chance. */
function places(file: Uint8Array): number[] {
  return [...file.keys()].filter((index) => index !== 2 && index !== 3)
}
