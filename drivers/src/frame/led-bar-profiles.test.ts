import { describe, expect, test } from 'vitest'
import { crc16Arc } from './crc.ts'
import { encodeDisplayFrame } from './display-template.ts'
import { LED_BAR_PROFILES } from './led-bar-profiles.ts'
import type { LedBarKind } from './led-bar-profiles.ts'

const values = { motion: 1, speed: 0, hold: 10, brightness: 10, widthBytes: 10, height: 64 }
const frame = (kind: LedBarKind, text: string, address = 1, own: Record<string, number> = {}) =>
  encodeDisplayFrame(LED_BAR_PROFILES[kind].show, address, {
    text,
    number: 0,
    state: 0,
    values: { ...values, ...own },
  })

test('composes our own frame byte by byte', () => {
  expect(frame('own', '请\nA1', 3, { speed: 3 }).toString('hex')).toBe(
    'aa56' + '03' + '01' + '03' + '0a' + '0500' + 'c7eb' + '0a' + '4131' + '17f8' + '0d',
  )
})

describe('frames of BX controllers', () => {
  test('end with the check that the maker’s own frames have', () => {
    // 清屏 and 查询, as published: the check over all between the eight A5 and itself, low byte first.
    const clear = Buffer.from('010000800000000000' + '00fe020500a310010000', 'hex')
    const ping = Buffer.from('010000800000000000' + '00fe020500a200010000', 'hex')
    expect(crc16Arc(clear)).toBe(0xf851)
    expect(crc16Arc(ping)).toBe(0xf868)
  })

  test('are those recorded from a public program, but for two bytes the controller ignores', () => {
    const recorded = Buffer.from(
      'a5a5a5a5a5a5a5a5' +
        '0100008000000000000' +
        '0fe024200a30602280000013900' +
        '00000000000a00400000000002000000000202' +
        '0100000a1e000000' +
        'd5e3413532393' +
        '35b025c6ebdd8d6b9c8d5c6da5c6e323031382d30372d3238' +
        'dc2d5a',
      'hex',
    )
    const ours = frame('bx5', '浙A5293Z\n截止日期\n2018-07-28')
    const head = 8 + 14 + 3
    expect(ours.subarray(0, head)).toEqual(recorded.subarray(0, head))
    expect([...recorded.subarray(head, head + 2)]).toEqual([0x28, 0])
    expect(ours.subarray(head + 2, -3)).toEqual(recorded.subarray(head + 2, -3))
    expect(ours.length).toBe(recorded.length)
  })

  test('escape the bytes that frame them', () => {
    const bytes = frame('bx5', 'Z[', 0xa5a6)
    const inside = bytes.subarray(8, -1)
    expect([...inside].filter((byte) => byte === 0xa5 || byte === 0x5a)).toEqual([])
    expect(inside.subarray(0, 4).toString('hex')).toBe('a601a602')
    expect(bytes.toString('hex')).toContain('02000000' + '5b025b01')
  })

  test('carry no commands within a text', () => {
    expect(frame('bx5', '\\C1').toString('hex')).toContain('04000000' + 'a3dc' + '4331')
  })
})

test('composes a frame of the Alpha protocol, with the sum from start to end of text', () => {
  const bytes = frame('alpha', 'HELLO', 0, { motion: 0x61, speed: 0x17 })
  const body = '\u0002AA\u001b0a\u0017HELLO\u0003'
  const sum = [...Buffer.from(body, 'latin1')].reduce((total, byte) => total + byte, 0)
  const digits = sum.toString(16).toUpperCase().padStart(4, '0')
  expect(bytes.toString('latin1')).toBe(`\0\0\0\0\0\u0001Z00${body}${digits}\u0004`)
})

test('cuts a text that is too long between two characters', () => {
  const bytes = frame('own', `a${'请'.repeat(200)}`)
  expect(bytes.readUInt16LE(6)).toBe(255)
})
