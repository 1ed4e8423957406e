import { expect, test } from 'vitest'
import { crc16, crc16Arc, crc16Kermit, crc16Modbus, crc16Ssp, crc16Xmodem, sum8, xor8 } from './crc.ts'

const digits = Buffer.from('123456789')

test.each([
  ['IBM-3740', crc16, 0x29b1],
  ['XMODEM', crc16Xmodem, 0x31c3],
  ['KERMIT', crc16Kermit, 0x2189],
  ['CMS', crc16Ssp, 0xaee7],
  ['MODBUS', crc16Modbus, 0x4b37],
  ['ARC', crc16Arc, 0xbb3d],
  ['sum', sum8, 0xdd],
  ['exclusive or', xor8, 0x31],
])('%s of the nine digits is the value of the catalogue', (_name, check, value) => {
  expect(check(digits)).toBe(value)
})

test('agrees with the frames of JCM and ITL that are known from their manuals', () => {
  expect(crc16Kermit(Buffer.from('FC0511', 'hex'))).toBe(0x5627)
  expect(crc16Ssp(Buffer.from('800111', 'hex'))).toBe(0x8265)
})
