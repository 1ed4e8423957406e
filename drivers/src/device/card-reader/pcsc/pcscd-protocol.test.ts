import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  READERS_STATE,
  check,
  COMMAND,
  encodeRequest,
  nameField,
  readReaderStates,
  words,
} from './pcscd-protocol.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('the protocol of pcscd', () => {
  test('puts length and command before a structure of words, little-endian', () => {
    expect(hex(encodeRequest(COMMAND.version, words(4, 4, 0)))).toBe(
      '0c00000011000000' + '040000000400000000000000',
    )
  })

  test('has sixteen readers of 184 bytes each, and takes those that have a name', () => {
    expect(READERS_STATE).toBe(2_944)
    const states = new Uint8Array(READERS_STATE)
    states.set([...nameField('ACS ACR38U 00 00'), ...words(3, 0x34, 0), 0x3b, 0x00], 184)
    states.set(words(2), 184 + 176)
    expect(readReaderStates(states)).toEqual([
      { name: 'ACS ACR38U 00 00', events: 3, present: true, atr: Uint8Array.of(0x3b, 0x00) },
    ])
  })

  test('reads any bytes of the right length without throwing', () => {
    const states = fc.uint8Array({ minLength: READERS_STATE, maxLength: READERS_STATE })
    fc.assert(
      fc.property(states, (bytes) => {
        for (const { atr } of readReaderStates(bytes)) expect(atr.length).toBeLessThanOrEqual(33)
      }),
    )
  })

  test('keeps a name within its field', () => {
    const field = nameField('x'.repeat(200))
    expect([field.length, field.at(-1)]).toEqual([128, 0])
  })

  test('names results as PC/SC does, also those it does not know', () => {
    expect(() => check(0)).not.toThrow()
    expect(() => check(0x80100069)).toThrow(expect.objectContaining({ code: 'RemovedCard' }))
    expect(() => check(0x80100099)).toThrow(expect.objectContaining({ code: '0x80100099' }))
  })
})
