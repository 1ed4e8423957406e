import { xor8 } from './crc.ts'
import { createFrameReader } from './frame-reader.ts'
import type { FrameReader, Scan } from './frame-reader.ts'

/**
 * Frames between a taxi's terminal and its devices (JT/T 905-2014 part 2, 10.4), here for the 服务评价器, on a line at
 * 9600 8N1. All numbers are big-endian.
 *
 * | offset | bytes | field |
 * |---|---|---|
 * | 0 | 2 | start `55 AA` |
 * | 2 | 2 | length, from type to the last byte of data |
 * | 4 | 1 | type of device: `06` evaluator behind, `11` in front |
 * | 5 | 1 | maker |
 * | 6 | 2 | command; the standard's have a high byte of 00 |
 * | 8 | n | data |
 * | 8+n | 1 | exclusive or from length to the last byte of data |
 * | 9+n | 2 | end `55 AA` |
 *
 * A reply has the command of its request. Published for all devices of the standard, and used as such:
 *
 * | command | from | data |
 * |---|---|---|
 * | `0000` status | host | time, BCD `YYYYMMDDhhmmss` (7); reply: number BCD (5), hardware (1), software (2), state (1) … |
 * | `0001` reset | host | – ; reply: result |
 *
 * A result is one byte, `90` done. A rating is one byte as in the standard's upload of trips (`0B05`): 00 none,
 * 01 满意, 02 一般, 03 不满意, 04 投诉. **The evaluator's own commands (10.4.4) are not public; those below are our
 * assumption**, made after its neighbours (device-made commands from `E0` on, acknowledged by the host):
 *
 * | command | from | data |
 * |---|---|---|
 * | `0010` ask for a rating | host | seconds to answer (1); reply: result |
 * | `0011` stop asking | host | – ; reply: result. What was rated before and not told yet is forgotten. |
 * | `00E0` rated | device | rating (1); reply: result `90`. Told again until replied to. |
 *
 * Sources: types of devices, ratings and the commands of other devices from public implementations of the standard
 * (SmallChi/JT905 and a taxi terminal's message classes that cite its tables 81…126).
 */
export type Jtt905Frame = { device: number; maker: number; command: number; data: Uint8Array }

export const JTT905_DEVICE = { evaluatorBehind: 0x06, evaluatorInFront: 0x11 } as const

export const JTT905_COMMAND = {
  status: 0x0000,
  reset: 0x0001,
  ask: 0x0010,
  stop: 0x0011,
  rated: 0x00e0,
} as const

export const JTT905_DONE = 0x90

const START = [0x55, 0xaa] as const
const HEAD_LENGTH = 4
/** Type, maker and command. */
const LEAST_LENGTH = 4
const MAX_JTT905_DATA = 252
const MOST_LENGTH = LEAST_LENGTH + MAX_JTT905_DATA
/** The check and the end. */
const TAIL_LENGTH = 3
export const MAX_JTT905_FRAME = HEAD_LENGTH + MOST_LENGTH + TAIL_LENGTH

/** Builds a frame. Throws on more than 252 bytes of data, which is the caller's bug. */
export function encodeJtt905({ device, maker, command, data }: Jtt905Frame): Buffer {
  if (data.length > MAX_JTT905_DATA)
    throw new RangeError(`${data.length} bytes of data, at most ${MAX_JTT905_DATA}`)
  const frame = Buffer.alloc(HEAD_LENGTH + LEAST_LENGTH + data.length + TAIL_LENGTH)
  frame.set(START, 0)
  frame.writeUInt16BE(LEAST_LENGTH + data.length, 2)
  frame.writeUInt8(device, 4)
  frame.writeUInt8(maker, 5)
  frame.writeUInt16BE(command, 6)
  frame.set(data, 8)
  frame.writeUInt8(xor8(frame.subarray(2, 8 + data.length)), 8 + data.length)
  frame.set(START, 9 + data.length)
  return frame
}

/** A reader of frames of any device of the standard. */
export function createJtt905Reader(): FrameReader<Jtt905Frame> {
  return createFrameReader(MAX_JTT905_FRAME, scan)
}

function scan(bytes: Uint8Array): Scan<Jtt905Frame> {
  const [first, second, high, low] = bytes
  if (first !== START[0] || (second !== undefined && second !== START[1])) return { kind: 'noise' }
  if (high === undefined || low === undefined) return { kind: 'more' }
  const length = (high << 8) | low
  if (length < LEAST_LENGTH || length > MOST_LENGTH) return { kind: 'noise' }
  const end = HEAD_LENGTH + length
  if (bytes.length < end + TAIL_LENGTH) return { kind: 'more' }
  const isSound =
    xor8(bytes.subarray(2, end + 1)) === 0 && START.every((byte, at) => bytes[end + 1 + at] === byte)
  if (!isSound) return { kind: 'noise' }
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, end)
  const frame = {
    device: view.readUInt8(4),
    maker: view.readUInt8(5),
    command: view.readUInt16BE(6),
    data: Uint8Array.from(view.subarray(8)),
  }
  return { kind: 'frame', frame, length: end + TAIL_LENGTH }
}
