import { expect, test } from 'vitest'
import { nameTold } from './seen-text.ts'

test('what a device calls itself is one short line of what is seen', () => {
  expect(nameTold(Buffer.from('  TM-T88\u0000\u001B[2J\r\n v 1.0 ', 'latin1'))).toBe('TM-T88 [2J v 1.0')
  expect(nameTold(Uint8Array.from([0x41, 0x85, 0xad, 0x42, 0x9b, 0xff]))).toBe('A Bÿ'.replace('B', 'B '))
  expect(nameTold(new Uint8Array(5_000).fill(0x41))).toHaveLength(120)
  expect(nameTold(Uint8Array.of(0, 1, 2))).toBe('')
})
