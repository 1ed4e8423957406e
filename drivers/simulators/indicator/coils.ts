import type { BusDevice } from '../bus/device.ts'
import { FrameInput } from '../bus/wire.ts'
import type { Look } from '../bus/wire.ts'
import { History } from '../lib/history.ts'

const CHANNEL_COUNT = 16

/** A relay board that speaks Modbus RTU: reads coils (01), writes one (05) or many (0F), refuses everything else. */
export class CoilBoard implements BusDevice {
  readonly address: number
  readonly #send: (bytes: Uint8Array) => void
  readonly #input = new FrameInput(look)
  /** States of all channels after each write, as `1` and `0`, channel 1 first. */
  readonly #history = new History<string>()
  #coils = new Array<boolean>(CHANNEL_COUNT).fill(false)
  #refuses = false

  constructor(address: number, send: (bytes: Uint8Array) => void) {
    this.address = address
    this.#send = send
  }

  hear(bytes: Uint8Array): void {
    for (const frame of this.#input.take(bytes)) if (frame[0] === this.address) this.#obey(frame)
  }

  control(request: Record<string, unknown>, peer: object): unknown {
    if (request['wait'] === 'shown') return this.#history.next(peer)
    if (request['get'] === 'shown') return this.#states()
    if (request['get'] === 'state') return { writes: this.#history.all.length }
    throw new Error('expected fault, get or wait')
  }

  /** `powerCycle`: all lights go out. `refuse`: writes get exception 4. */
  fault(name: string | null): boolean {
    if (name === 'powerCycle') this.#coils = new Array<boolean>(CHANNEL_COUNT).fill(false)
    this.#refuses = name === 'refuse'
    return name === null || name === 'powerCycle' || name === 'refuse'
  }

  #states(): string {
    return this.#coils.map((on) => (on ? '1' : '0')).join('')
  }

  #obey(frame: Buffer): void {
    const code = frame[1] ?? 0
    const first = frame.readUInt16BE(2)
    const value = frame.readUInt16BE(4)
    if (code === 0x01) return this.#read(first, value)
    if (this.#refuses) return this.#reply([this.address, code | 0x80, 4])
    const count = code === 0x05 ? 1 : value
    if (first + count > CHANNEL_COUNT) return this.#reply([this.address, code | 0x80, 2])
    for (let index = 0; index < count; index += 1) {
      const on =
        code === 0x05 ? value === 0xff00 : (((frame[7 + (index >> 3)] ?? 0) >> (index & 7)) & 1) === 1
      this.#coils[first + index] = on
    }
    this.#history.add(this.#states())
    this.#reply([...frame.subarray(0, 6)])
  }

  #read(first: number, count: number): void {
    if (count === 0 || first + count > CHANNEL_COUNT) return this.#reply([this.address, 0x81, 2])
    const data = new Uint8Array(Math.ceil(count / 8))
    for (let index = 0; index < count; index += 1)
      if (this.#coils[first + index]) data[index >> 3] = (data[index >> 3] ?? 0) | (1 << (index & 7))
    this.#reply([this.address, 0x01, data.length, ...data])
  }

  #reply(bytes: readonly number[]): void {
    const check = crc(Uint8Array.from(bytes))
    this.#send(Uint8Array.from([...bytes, check & 0xff, check >> 8]))
  }
}

function look(bytes: Buffer): Look<Buffer> {
  const code = bytes[1]
  if (code === undefined) return 'more'
  if (code !== 0x01 && code !== 0x05 && code !== 0x0f) return 'no'
  const data = bytes[6]
  if (code === 0x0f && data === undefined) return 'more'
  const length = code === 0x0f ? 9 + (data ?? 0) : 8
  if (length > 41) return 'no'
  if (bytes.length < length) return 'more'
  const frame = Buffer.from(bytes.subarray(0, length))
  return frame.readUInt16LE(length - 2) === crc(frame.subarray(0, -2)) ? { frame, length } : 'no'
}

/** CRC-16/MODBUS, bit by bit. */
export function crc(bytes: Uint8Array): number {
  let value = 0xffff
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >> 1) ^ 0xa001 : value >> 1
  }
  return value
}
