import { crc16Modbus } from './crc.ts'
import { createFrameReader } from './frame-reader.ts'
import type { FrameReader, Scan } from './frame-reader.ts'

/**
 * Coils over Modbus RTU: `address function … crc` with CRC-16/MODBUS, low byte first. Source: Modbus Application
 * Protocol V1.1b3, sections 6.1, 6.5 and 6.11, and Modbus over Serial Line V1.02, of the Modbus Organization.
 */
export type ModbusReply =
  | { address: number; function: 0x01; data: Uint8Array }
  /** The answer to a write repeats what was written: where, and its value or how many. */
  | { address: number; function: 0x05 | 0x0f; coil: number; value: number }
  | { address: number; function: number; exception: number }

/** Bytes of coil states that an answer may carry here: 256 coils. */
const MAX_DATA = 32
/** Bytes of the longest frame. */
export const MAX_MODBUS_FRAME = 3 + MAX_DATA + 2

/** Asks for the states of `count` coils from number `coil` on, counted from 0. */
export function readCoils(address: number, coil: number, count: number): Buffer {
  return frameOf([address, 0x01, ...word(coil), ...word(count)])
}

/** Switches one coil. */
export function writeCoil(address: number, coil: number, on: boolean): Buffer {
  return frameOf([address, 0x05, ...word(coil), on ? 0xff : 0x00, 0x00])
}

/** Switches all coils from number `coil` on at once. */
export function writeCoils(address: number, coil: number, states: readonly boolean[]): Buffer {
  const packed = new Uint8Array(Math.ceil(states.length / 8))
  states.forEach((on, index) => {
    if (on) packed[index >> 3] = (packed[index >> 3] ?? 0) | (1 << (index & 7))
  })
  return frameOf([address, 0x0f, ...word(coil), ...word(states.length), packed.length, ...packed])
}

/** Whether coil `index`, counted from the first that was asked for, is on in the data of an answer. */
export function coilIn(data: Uint8Array, index: number): boolean {
  return (((data[index >> 3] ?? 0) >> (index & 7)) & 1) === 1
}

/** A reader of answers, of whichever board on the bus. */
export function createModbusReader(): FrameReader<ModbusReply> {
  return createFrameReader(MAX_MODBUS_FRAME, scan)
}

function scan(bytes: Uint8Array): Scan<ModbusReply> {
  const length = lengthOf(bytes)
  if (length === 'noise') return { kind: 'noise' }
  if (length === 'more' || bytes.length < length) return { kind: 'more' }
  const checked = bytes.subarray(0, length - 2)
  const check = (bytes[length - 2] ?? 0) | ((bytes[length - 1] ?? 0) << 8)
  if (crc16Modbus(checked) !== check) return { kind: 'noise' }
  return { kind: 'frame', frame: replyOf(checked), length }
}

function lengthOf(bytes: Uint8Array): number | 'more' | 'noise' {
  const [address = 0, code, count] = bytes
  if (address === 0 || address > 247) return 'noise'
  if (code === undefined) return 'more'
  if (code === 0x05 || code === 0x0f) return 8
  if (code === 0x81 || code === 0x85 || code === 0x8f) return 5
  if (code !== 0x01) return 'noise'
  if (count === undefined) return 'more'
  return count > 0 && count <= MAX_DATA ? 3 + count + 2 : 'noise'
}

function replyOf(bytes: Uint8Array): ModbusReply {
  const [address = 0, code = 0, third = 0, fourth = 0, fifth = 0, sixth = 0] = bytes
  if (code === 0x01) return { address, function: code, data: Uint8Array.from(bytes.subarray(3)) }
  if (code === 0x05 || code === 0x0f)
    return { address, function: code, coil: (third << 8) | fourth, value: (fifth << 8) | sixth }
  return { address, function: code & 0x7f, exception: third }
}

function frameOf(bytes: readonly number[]): Buffer {
  const check = crc16Modbus(Uint8Array.from(bytes))
  return Buffer.from([...bytes, check & 0xff, check >> 8])
}

function word(value: number): [number, number] {
  return [(value >> 8) & 0xff, value & 0xff]
}
