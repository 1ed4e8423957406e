import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createHoneywellReader, encodeHoneywellMenu, HONEYWELL_TRIGGER } from './honeywell.ts'
import { createNewlandReader, encodeNewland } from './newland.ts'
import { createScannerReader } from './scanner-line.ts'
import type { ScannerFrame } from './scanner-line.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')
const code = (text: string): ScannerFrame => ({ kind: 'code', text })
const refused: ScannerFrame = { kind: 'refused' }

describe('Newland', () => {
  test('is lit and put out by the bytes of the manual', () => {
    expect(encodeNewland('SCNTRG1')).toEqual(hex('7E 01 30 30 30 30 23 53 43 4E 54 52 47 31 3B 03'))
    expect(encodeNewland('SCNTRG0')).toEqual(hex('7E 01 30 30 30 30 23 53 43 4E 54 52 47 30 3B 03'))
  })

  test('answers in the form of the manual', () => {
    // The manual's own example of a reply.
    const example = hex(
      '02 01 30 30 30 30 40 44 46 4D 41 44 44 30 36 39 39 39 30 30 33 39 39 39 39 46 31 34 31 06 3B 03',
    )
    expect(createNewlandReader().push(example)).toEqual([
      { kind: 'reply', command: 'DFMADD069990039999F141', result: 'ack' },
    ])
    expect(createNewlandReader().push(hex('02 01 30303030 23 53434E54524731 15 3B 03'))).toEqual([
      { kind: 'reply', command: 'SCNTRG1', result: 'nak' },
    ])
    expect(createNewlandReader().push(hex('02 01 30303030 23 585858 05 3B 03'))).toMatchObject([
      { result: 'unknown' },
    ])
  })

  test('takes an exclamation mark for a sign of life only when one is due', () => {
    expect(createNewlandReader().push(Buffer.from('!abc\r'))).toEqual([code('!abc')])
    const waiting = createNewlandReader({ isAliveDue: () => true })
    expect(waiting.push(Buffer.from('!'))).toEqual([{ kind: 'alive' }])
  })

  test('takes codes and replies apart that come together', () => {
    const bytes = Buffer.concat([
      hex('02 01 30303030 23 53434E54524730 06 3B 03'),
      Buffer.from('6901234567892\r\n'),
    ])
    expect(createNewlandReader().push(bytes)).toEqual([
      { kind: 'reply', command: 'SCNTRG0', result: 'ack' },
      code('6901234567892'),
    ])
  })

  test('takes no code out of a reply that was cut off', () => {
    const bytes = Buffer.concat([hex('02 01 30303030 23 5343'), Buffer.from('6901234567892\r\n')])
    const reader = createNewlandReader()
    expect([...reader.push(bytes), ...reader.expire()]).toEqual([refused])
  })
})

describe('Honeywell', () => {
  test('is lit, put out and asked by the bytes of the manual', () => {
    expect([HONEYWELL_TRIGGER.on, HONEYWELL_TRIGGER.off]).toEqual([hex('16 54 0D'), hex('16 55 0D')])
    expect(encodeHoneywellMenu('TRGMOD?')).toEqual(hex('16 4D 0D 54 52 47 4D 4F 44 3F 21'))
  })

  test('answers in the form of the manual', () => {
    expect(createHoneywellReader().push(hex('43 42 52 45 4E 41 31 06 2E'))).toEqual([
      { kind: 'reply', command: 'CBRENA1', result: 'ack' },
    ])
    expect(createHoneywellReader().push(Buffer.from('TRGMOD0\u{5}!6901234567892\r'))).toEqual([
      { kind: 'reply', command: 'TRGMOD0', result: 'unknown' },
      code('6901234567892'),
    ])
  })

  test('takes a code in capitals for a code', () => {
    expect(createHoneywellReader().push(Buffer.from('TRGMOD0\rTRGMOD0!\r\n'))).toEqual([
      code('TRGMOD0'),
      code('TRGMOD0!'),
    ])
  })
})

describe('a line', () => {
  test('ends with CR, LF or both, or with a tab where that is set', () => {
    expect(createScannerReader({}).push(Buffer.from('a\rb\nc\r\nd\n\r\re\r'))).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map(code),
    )
    expect(createScannerReader({ suffix: 'tab' }).push(Buffer.from('a\tb\t'))).toEqual([code('a'), code('b')])
  })

  test('is text in UTF-8 or GB18030', () => {
    expect(createScannerReader({}).push(Buffer.from('排队号 A001\r'))).toEqual([code('排队号 A001')])
    expect(createScannerReader({}).push(hex('C5C5B6D3 41 0D'))).toEqual([code('排队A')])
  })

  test('is refused to its end when anything in it is wrong', () => {
    const reader = createScannerReader({ maxLength: 20 })
    expect(reader.push(Buffer.from('690\u{1}123456\r'))).toEqual([refused])
    expect(reader.push(Buffer.from('x'.repeat(30)))).toEqual([refused])
    expect(reader.push(Buffer.from('6901234567892\r'))).toEqual([])
    expect(reader.push(Buffer.from('6901234567892\r'))).toEqual([code('6901234567892')])
    expect(reader.push(hex('FF FE 0D'))).toEqual([refused])
    expect(reader.push(Buffer.from(`${'x'.repeat(25)}\rabc\r`)).at(-1)).toEqual(code('abc'))
  })

  test('is given up when it stops in the middle, and its rest is no code', () => {
    const reader = createScannerReader({})
    expect(reader.push(Buffer.from('69012'))).toEqual([])
    expect(reader.expire()).toEqual([])
    expect(reader.push(Buffer.from('34567892\r\n6901234567892\r\n'))).toEqual([
      refused,
      code('6901234567892'),
    ])
  })

  test('that was given up does not hide a reply', () => {
    const reader = createNewlandReader()
    expect([...reader.push(Buffer.from('x')), ...reader.expire()]).toEqual([])
    const reply = hex('02 01 30303030 23 53434E54524730 06 3B 03')
    expect(reader.push(reply)).toEqual([{ kind: 'reply', command: 'SCNTRG0', result: 'ack' }])
    reader.push(Buffer.concat([Buffer.from('x'), reply]))
    expect(reader.expire()).toEqual([{ kind: 'reply', command: 'SCNTRG0', result: 'ack' }])
  })
})

const readers = { newland: createNewlandReader, honeywell: createHoneywellReader, line: createScannerReader }
const aText = fc.stringMatching(/^[0-9A-Za-z:/?=. -]{1,60}$/)

describe.each(Object.entries(readers))('the reader of %s', (_name, create) => {
  test('finds the same codes in any chunking, and none of a line with noise in it', () => {
    const noise = fc.uint8Array({ minLength: 1, maxLength: 3, min: 0x0e, max: 0x14 })
    const line = fc.tuple(aText, fc.option(fc.tuple(noise, fc.nat(60))))
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.integer({ min: 1, max: 40 })), (lines, cuts) => {
        const stream = Buffer.concat(
          lines.map(([text, spoil]) => {
            const bytes = Buffer.from(`${text}\r\n`)
            const at = Math.min(spoil?.[1] ?? 0, text.length)
            return Buffer.concat([bytes.subarray(0, at), spoil?.[0] ?? Buffer.alloc(0), bytes.subarray(at)])
          }),
        )
        const reader = create({})
        const found: ScannerFrame[] = []
        let at = 0
        for (const size of [...cuts, stream.length]) {
          found.push(...reader.push(stream.subarray(at, at + size)))
          at += size
        }
        expect(found).toEqual(lines.map(([text, spoil]) => (spoil ? refused : code(text))))
      }),
    )
  })

  test('holds no more than one code, whatever comes', () => {
    const start = fc.constantFrom(
      hex('02 01 30303030 23'),
      Buffer.from('TRGMOD0\u{6}'),
      Buffer.from('x'.repeat(900)),
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(start, fc.uint8Array({ maxLength: 1_500 }))), (chunks) => {
        const reader = create({})
        for (const chunk of chunks) {
          reader.push(chunk)
          expect(reader.heldBytes).toBeLessThanOrEqual(1_025)
        }
        reader.expire()
        expect(reader.heldBytes).toBe(0)
      }),
    )
  })
})
