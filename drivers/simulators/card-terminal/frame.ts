/** `5A C3 n(2) sequence(2) command data(n) crc(2)`, big-endian, CRC-16/IBM-3740 over n … data. */
export type Frame = { sequence: number; command: number; data: Buffer }

const LONGEST_DATA = 512
const START = Buffer.of(0x5a, 0xc3)

export function encode({ sequence, command, data }: Frame): Buffer {
  const body = Buffer.alloc(5 + data.length)
  body.writeUInt16BE(data.length, 0)
  body.writeUInt16BE(sequence, 2)
  body.writeUInt8(command, 4)
  data.copy(body, 5)
  const check = Buffer.alloc(2)
  check.writeUInt16BE(crc(body), 0)
  return Buffer.concat([START, body, check])
}

/** Collects bytes and gives out whole frames; anything else is passed over. */
export class FrameInput {
  #held = Buffer.alloc(0)

  /** Gives up an unfinished frame. */
  clear(): void {
    this.#held = Buffer.alloc(0)
  }

  take(chunk: Uint8Array): Frame[] {
    this.#held = Buffer.concat([this.#held, chunk])
    const frames: Frame[] = []
    for (;;) {
      const start = this.#held.indexOf(START)
      if (start < 0) {
        this.#held = this.#held.subarray(Math.max(0, this.#held.length - 1))
        return frames
      }
      this.#held = this.#held.subarray(start)
      if (this.#held.length < 4) return frames
      const length = this.#held.readUInt16BE(2)
      if (length <= LONGEST_DATA && this.#held.length < 9 + length) return frames
      const body = this.#held.subarray(2, 7 + length)
      if (length > LONGEST_DATA || crc(body) !== this.#held.readUInt16BE(7 + length)) {
        this.#held = this.#held.subarray(1)
        continue
      }
      const [sequence, command] = [body.readUInt16BE(2), body.readUInt8(4)]
      frames.push({ sequence, command, data: Buffer.from(body.subarray(5)) })
      this.#held = this.#held.subarray(9 + length)
    }
  }
}

function crc(bytes: Uint8Array): number {
  let value = 0xffff
  for (const byte of bytes) {
    for (let mask = 0x80; mask > 0; mask >>= 1) {
      const out = ((value & 0x8000) !== 0) !== ((byte & mask) !== 0)
      value = (value << 1) & 0xffff
      if (out) value ^= 0x1021
    }
  }
  return value
}
