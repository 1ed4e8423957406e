import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createChip } from './chip.ts'
import type { Chip, ChipOptions } from './chip.ts'
import { diversify, encipher, macOf, simulatedKeys } from './keys.ts'
import { SimulatedMeter } from './meter.ts'

const hex = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('hex')
const bytes = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))

type Says = { say: (text: string) => string | undefined }

function aCard(options: Partial<ChipOptions> = {}): Chip & Says {
  const chip = createChip({ kind: 'meterCard', ...options })
  chip.reset()
  return { ...chip, say: (text) => hex(chip.apdu(bytes(text))) }
}

describe('a simulated chip', () => {
  test('answers each mistake with its status word', () => {
    const { say } = aCard()
    expect(say('00 A4 00 00 02 12 34')).toBe('6a82')
    expect(say('00 B0 82 00 08')).toBe('6a82')
    expect(say('00 B0 00 00 08')).toBe('6986')
    expect(say('00 A4 00 00 02 DF 01')).toBe('6106')
    expect(say('00 C0 00 00 06')).toBe('6f048402df019000')
    expect(say('00 C0 00 00 06')).toBe('6985')
    expect(say('00 B0 82 08 01')).toBe('6b00')
    expect(say('00 B0 82 00 00')).toBe('6c08')
    expect(say('00 D6 82 00 01 FF')).toBe('6982')
    expect(say('00 A4 00 00 01 DF')).toBe('6700')
    expect(say('00 E2 00 00 01 DF')).toBe('6d00')
    expect(say('80 B0 82 00 08')).toBe('6e00')
  })

  test('gives what follows a 61 xx in parts, until there is no more', () => {
    const { say } = aCard()
    say('00 A4 00 00 02 DF 01')
    expect(say('00 C0 00 00 02')).toBe('6f046104')
    expect(say('00 C0 00 00 09')).toBe('6c04')
    expect(say('00 C0 00 00 04')).toBe('8402df019000')
  })

  test('answers at once under T=1', () => {
    const { say } = aCard({ protocol: 'T=1' })
    expect(say('00 A4 00 00 02 DF 01 00')).toBe('6f048402df019000')
    expect(say('00 B0 82 00 00')).toBe('00002710000000079000')
  })

  test('holds its wallet in fen and purchases, big-endian', () => {
    const { say } = aCard({ kind: 'meterCard', amountFen: 0x01020304, count: 9 })
    say('00 A4 00 00 02 DF 01')
    expect(say('00 B0 82 00 08')).toBe('01020304000000099000')
  })

  test('writes only after authentication, with the MAC of a fresh challenge', () => {
    const card = aCard()
    card.say('00 A4 00 00 02 DF 01')
    expect(card.say('04 D6 82 00 0C 00 00 00 01 00 00 00 08 00 00 00 00')).toBe('6982')
    authenticate(card)
    expect(card.say('04 D6 82 00 0C 00 00 00 01 00 00 00 08 00 00 00 00')).toBe('6984')
    expect(writeWallet(card)).toBe('9000')
    expect(hex(card.files.get(2))).toBe('0000000100000008')
  })

  test('locks itself after three wrong MACs, also over a reset', () => {
    const card = aCard()
    card.fault('wrongMac')
    card.say('00 A4 00 00 02 DF 01')
    authenticate(card)
    expect([1, 2, 3, 4].map(() => writeWallet(card))).toEqual(['6988', '6988', '6988', '6983'])
    card.reset()
    card.say('00 A4 00 00 02 DF 01')
    card.say('00 84 00 00 08')
    expect(card.say('00 82 00 02 08 00 00 00 00 00 00 00 00')).toBe('6983')
  })

  test('counts wrong answers to its challenge', () => {
    const card = aCard()
    const wrong = () => {
      card.say('00 84 00 00 08')
      return card.say('00 82 00 02 08 00 00 00 00 00 00 00 00')
    }
    expect([wrong(), wrong()]).toEqual(['63c2', '63c1'])
    authenticate(card)
    expect(wrong()).toBe('63c2')
  })

  test('says nothing when mute, and after it was torn out, until it is reset', () => {
    const card = aCard()
    card.fault('tear', { at: 1, when: 'after' })
    expect(card.say('00 A4 00 00 02 DF 01')).toBe('6106')
    expect(card.say('00 84 00 00 08')).toBeUndefined()
    expect(card.say('00 84 00 00 08')).toBeUndefined()
    card.reset()
    expect(card.say('00 84 00 00 08')).toHaveLength(20)
    card.fault('mute')
    expect([card.reset(), card.say('00 84 00 00 08')]).toEqual([undefined, undefined])
    expect(card.fault('made up')).toBe(false)
  })

  test('carries a write out when it is torn after it, and not when before', () => {
    for (const when of ['before', 'after']) {
      const card = aCard()
      card.say('00 A4 00 00 02 DF 01')
      authenticate(card)
      card.fault('tear', { at: 1, when })
      expect(writeWallet(card)).toBeUndefined()
      expect(hex(card.files.get(2))).toBe(when === 'after' ? '0000000100000008' : '0000271000000007')
    }
  })
})

test('answers any bytes with at least a status word', () => {
  const start = fc.constantFrom(
    [],
    [0x00, 0xa4, 0, 0, 2, 0xdf, 0x01],
    [0x00, 0xb0],
    [0x04, 0xb0],
    [0x04, 0xd6],
  )
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 270 }), (head, noise) => {
      const chip = createChip({ kind: 'meterCard' })
      chip.reset()
      expect(chip.apdu(Uint8Array.of(...head, ...noise))?.length).toBeGreaterThanOrEqual(2)
    }),
  )
})

describe('a chip that does not back up what it overwrites', () => {
  test('has as many new bytes as were written when it is torn out', () => {
    const card = aCard()
    card.say('00 A4 00 00 02 DF 01')
    authenticate(card)
    card.fault('tear', { at: 1, when: 'during', bytes: 3 })
    expect(writeWallet(card)).toBeUndefined()
    expect(hex(card.files.get(2))).toBe('0000001000000007')
  })
})

describe('a simulated meter', () => {
  const content = { kind: 'meterCard', meterNo: '990000000017', count: 8, amountFen: 500 } as const

  test('credits a purchase whose count is one more than its own, once', () => {
    const meter = new SimulatedMeter('990000000017', '990000004321', 7)
    const card = createChip({ ...content, returned: null })
    expect(meter.insert(card)).toBe('credited')
    expect(meter.insert(card)).toBe('alreadyCredited')
    expect(meter.creditedFen).toBe(500)
    expect(hex(card.files.get(5))?.slice(0, 8)).toBe('6811002b')
  })

  test('refuses a leap, an old return file and the card of another meter', () => {
    const card = createChip({ ...content, returned: { remainingFen: 0, count: 7 } })
    expect(new SimulatedMeter('990000000017', '990000004321', 7).insert(card)).toBe('notWrittenBack')
    expect(new SimulatedMeter('990000000017', '990000004321', 6).insert(card)).toBe('wrongCount')
    expect(new SimulatedMeter('990000000025', '990000004321', 7).insert(card)).toBe('notMyCard')
  })
})

const serial = bytes('9900000000000001')

function authenticate(card: Says): void {
  const challenge = bytes(card.say('00 84 00 00 08') ?? '').subarray(0, 8)
  const response = encipher(diversify(simulatedKeys.external, serial), challenge)
  expect(card.say(`00 82 00 02 08 ${hex(response)}`)).toBe('9000')
}

function writeWallet(card: Says): string | undefined {
  const challenge = bytes(card.say('00 84 00 00 04') ?? '').subarray(0, 4)
  const message = '04D682000C0000000100000008'
  const mac = macOf(diversify(simulatedKeys.mac, serial), challenge, bytes(message))
  return card.say(message + hex(mac))
}
