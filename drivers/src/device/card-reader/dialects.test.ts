import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { crt310 } from './crt310-dialect.ts'
import { crt571 } from './crt571-dialect.ts'
import type { Dialect } from './dialect.ts'
import { sankyo } from './sankyo-dialect.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const bytes = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))
const challenge = bytes('00 84 00 00 08')
const dialects: readonly Dialect[] = [crt310, crt571, sankyo]

describe('published commands', () => {
  test('of the CRT-310', () => {
    expect(hex(crt310.encode(crt310.initialize, 0))).toBe('02000230300303')
    expect(hex(crt310.encode(crt310.status, 0))).toBe('02000231300302')
    expect(hex(crt310.encode(crt310.entry(true), 0))).toBe('0200032f3331032f')
    expect(hex(crt310.encode(crt310.chip.exchange('T=0', challenge), 0))).toBe(
      '02000937310005008400000803' + '87',
    )
  })

  test('of the CRT-571, to the unit meant', () => {
    expect(hex(crt571.encode(crt571.initialize, 0))).toBe('f200000343303303b2')
    expect(hex(crt571.encode(crt571.status, 0))).toBe('f200000343313003b0')
    expect(hex(crt571.encode(crt571.status, 9))).toBe('f209000343313003b9')
  })

  test('of the Sankyo readers', () => {
    expect(hex(sankyo.encode(sankyo.status, 0))).toBe('f20003433130c52a')
    expect(Buffer.from(sankyo.initialize.body).toString()).toBe('03324100100')
  })
})

describe('a card given back', () => {
  test('is held at the gate, where it can still be kept', () => {
    expect(hex(crt571.encode(crt571.eject(), 0))).toBe('f200000343323003b3')
    expect(hex(crt310.encode(crt310.eject(), 0))).toBe('02000232310300')
    expect(Buffer.from(sankyo.eject().body).toString()).toBe('30')
  })

  test('goes out by the rear of a CRT-310 by the way of its size', () => {
    const [usual, long, short] = (['gate', 'tooLong', 'tooShort'] as const).map((place) =>
      crt310.capture(place).map(({ body }) => hex(body)),
    )
    expect([usual, long, short]).toEqual([['3233'], ['3234'], ['3234']])
  })
})

describe('answers', () => {
  test('tell where the card is', () => {
    const places = (dialect: Dialect, ...texts: string[]) =>
      texts.map((text) => {
        const answer = dialect.decode(bytes(text), dialect.status)
        return answer?.ok && answer.seen?.card
      })
    expect(places(crt310, '31 30 4E 4E 4E', '31 30 48 4E 4E', '31 30 4A 4E 4E', '31 30 46 4E 4E')).toEqual([
      'none',
      'gate',
      'inside',
      'tooLong',
    ])
    expect(places(crt571, '50 31 30 30 32 30', '50 31 30 31 32 30', '50 31 30 32 32 30')).toEqual([
      'none',
      'gate',
      'inside',
    ])
    expect(places(sankyo, '50 31 30 30 30', '50 31 30 30 31', '50 31 30 30 32')).toEqual([
      'none',
      'gate',
      'inside',
    ])
  })

  test('tell what the CRT-571 has in its bin and its stacker', () => {
    expect(crt571.decode(bytes('50 31 30 30 30 31'), crt571.status)).toMatchObject({
      ok: true,
      seen: { stacker: 'out', binFull: true },
    })
  })

  test.each([
    ['10', 'mediaJammed', 'clear'],
    ['12', 'sensorFailed', 'maintenance'],
    ['51', 'mechanical', 'maintenance'],
    ['13', 'invalidMedia', 'clear'],
    ['61', 'atrNotObtained', 'clear'],
    ['69', 'protocolNotSupported', 'clear'],
    ['68', 'readFailed', 'clear'],
    ['A1', 'captureBinFull', 'clear'],
    ['a1', 'captureBinFull', 'clear'],
    ['03', 'unsupported', 'configuration'],
    ['ZZ', 'mechanical', 'maintenance'],
  ])('that fail with %s mean %s', (code, word, action) => {
    for (const letter of ['N', 'E']) {
      const text = Buffer.from(`${letter}10${code}`, 'latin1')
      expect(crt571.decode(text, crt571.status)).toEqual({ ok: false, error: { code: word, action } })
    }
  })

  test('say that a reader wants to be initialized', () => {
    expect(sankyo.decode(Buffer.from('N10B0'), sankyo.status)).toMatchObject({ ok: false, reset: true })
  })

  test('of a CRT-310 fail by a letter or by a frame of their own', () => {
    const eject = crt310.eject()
    expect(crt310.decode(bytes('32 31 59'), eject)).toMatchObject({ ok: true })
    expect(crt310.decode(bytes('32 31 45'), eject)).toMatchObject({ error: { code: 'noMedia' } })
    expect(crt310.decode(bytes('4E 32 06'), eject)).toMatchObject({ error: { code: 'invalidMedia' } })
    expect(crt310.decode(bytes('4E 31 06'), eject)).toBeUndefined()
  })

  test('of any bytes are read without throwing', () => {
    const commands = (dialect: Dialect) => [
      dialect.status,
      dialect.marker,
      dialect.chip.reset(true),
      dialect.chip.exchange('T=0', challenge),
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...dialects),
        fc.nat({ max: 3 }),
        fc.boolean(),
        fc.uint8Array(),
        (dialect, which, echoes, noise) => {
          const command = commands(dialect)[which] ?? dialect.status
          const head = dialect === crt310 ? [] : [0x50]
          const text = echoes ? Uint8Array.of(...head, ...command.body.subarray(0, 2), ...noise) : noise
          const answer = dialect.decode(text, command)
          if (answer?.ok) void [dialect.chip.start(answer), dialect.chip.response(answer.data)]
        },
      ),
    )
  })

  test('are never taken for those of another command', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...dialects),
        fc.constantFrom('status', 'marker', 'initialize'),
        fc.uint8Array({ minLength: 2, maxLength: 12 }),
        (dialect, name, text) => {
          const { body } = dialect[name]
          const echoed = dialect === crt310 ? text.subarray(0, 2) : text.subarray(1, 3)
          const failure = dialect === crt310 && text[0] === 0x4e && text[1] === body[0]
          if (hex(echoed) === hex(body.subarray(0, 2)) || failure) return
          expect(dialect.decode(text, dialect[name])).toBeUndefined()
        },
      ),
    )
  })
})

describe('chips', () => {
  const t0 = '3b 65 00 00 01 02 03 04 05'
  const t1 = '3b 80 01 81'

  test('are taken from the reset answer of each reader', () => {
    const start310 = (text: string) => {
      const answer = crt310.decode(bytes(text), crt310.chip.reset(true))
      return answer?.ok ? crt310.chip.start(answer) : answer
    }
    expect(start310(`37 30 59 00 09 ${t0}`)).toMatchObject({ protocol: 'T=0' })
    expect(start310(`37 30 5A 00 04 ${t1}`)).toMatchObject({ protocol: 'T=1' })
    expect(start310('37 30 4E')).toMatchObject({ error: { code: 'atrNotObtained' } })
    expect(start310(`37 30 59 00 0F ${t0}`)).toBeUndefined()
    for (const prefix of ['', '31']) {
      expect(crt571.chip.start({ ok: true, data: bytes(prefix + t1) })).toMatchObject({ protocol: 'T=1' })
    }
    expect(sankyo.chip.start({ ok: true, data: bytes(t0) })).toMatchObject({ protocol: 'T=0' })
  })

  test('are none when a reader sends a magnetic track instead', () => {
    const track = Buffer.from(';9900000000000000=99121010000?')
    for (const dialect of dialects) {
      expect(dialect.chip.start({ ok: true, data: Uint8Array.of(0x30, ...track) })).toBeUndefined()
    }
  })
})
