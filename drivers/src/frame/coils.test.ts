import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coilIn, createModbusReader, readCoils, writeCoil, writeCoils } from './modbus.ts'
import type { ModbusReply } from './modbus.ts'
import { switchFrame } from './switch-frame.ts'
import { crc16Modbus } from './crc.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test('composes the frames of the specification and of relay manuals byte by byte', () => {
  // Examples of sections 6.1 and 6.11 of the specification with the address and check of a serial line.
  expect(hex(readCoils(1, 0x13, 0x13))).toMatch(/^010100130013/)
  const ten = [true, false, true, true, false, false, true, true, true, false]
  expect(hex(writeCoils(0x11, 0x13, ten))).toBe('110f0013000a02cd01bf0b')
  expect(hex(writeCoil(1, 0, true))).toBe('01050000ff008c3a')
  expect(hex(writeCoil(1, 0, false))).toBe('010500000000cdca')
})

test('composes the frames of the stack light’s sheet', () => {
  expect(hex(switchFrame(1, true))).toBe('a00101a2')
  expect(hex(switchFrame(1, false))).toBe('a00100a1')
  expect(hex(switchFrame(3, true))).toBe('a00301a4')
  expect(hex(switchFrame(4, false))).toBe('a00400a4')
})

function answerBytes(reply: ModbusReply): Buffer {
  const head =
    'exception' in reply
      ? [reply.address, reply.function | 0x80, reply.exception]
      : 'data' in reply
        ? [reply.address, reply.function, reply.data.length, ...reply.data]
        : [
            reply.address,
            reply.function,
            reply.coil >> 8,
            reply.coil & 0xff,
            reply.value >> 8,
            reply.value & 0xff,
          ]
  const check = crc16Modbus(Uint8Array.from(head))
  return Buffer.from([...head, check & 0xff, check >> 8])
}

const address = fc.integer({ min: 1, max: 247 })
const word = fc.integer({ min: 0, max: 0xffff })
const answer: fc.Arbitrary<ModbusReply> = fc.oneof(
  fc.record({
    address,
    function: fc.constant(0x01 as const),
    data: fc.uint8Array({ minLength: 1, maxLength: 32 }),
  }),
  fc.record({ address, function: fc.constantFrom(0x05 as const, 0x0f as const), coil: word, value: word }),
  fc.record({
    address,
    function: fc.constantFrom(0x01, 0x05, 0x0f),
    exception: fc.integer({ min: 1, max: 255 }),
  }),
)
/** Noise of bytes that are no address cannot form a frame. */
const noise = fc
  .array(fc.constantFrom(0, 248, 250, 255), { maxLength: 12 })
  .map((bytes) => Uint8Array.from(bytes))

test('finds every answer in any chunking and between noise, and holds no more than one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(noise, answer)),
      fc.array(fc.integer({ min: 1, max: 20 })),
      (parts, cuts) => {
        const stream = Buffer.concat(parts.flatMap(([before, one]) => [before, answerBytes(one)]))
        const reader = createModbusReader()
        const found: ModbusReply[] = []
        let at = 0
        for (const size of [...cuts, stream.length]) {
          found.push(...reader.push(stream.subarray(at, at + size)))
          expect(reader.heldBytes).toBeLessThan(37)
          at += size
        }
        expect(found).toEqual(parts.map(([, one]) => one))
      },
    ),
  )
})

test('gives a frame up that stopped in the middle, and finds the one behind it', () => {
  const whole = answerBytes({ address: 7, function: 0x05, coil: 1, value: 0xff00 })
  const reader = createModbusReader()
  const cut = answerBytes({ address: 9, function: 0x01, data: new Uint8Array(32) }).subarray(0, 20)
  const found = [...reader.push(cut), ...reader.expire(), ...reader.push(whole), ...reader.expire()]
  expect(found).toEqual([{ address: 7, function: 0x05, coil: 1, value: 0xff00 }])
})

test('reads back the coils it wrote', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 200 }), (states) => {
      const data = writeCoils(1, 0, states).subarray(7, -2)
      expect(states.map((_, index) => coilIn(data, index))).toEqual(states)
    }),
  )
})
