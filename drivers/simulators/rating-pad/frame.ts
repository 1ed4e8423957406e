/** `5A A5 n sequence(2) command data(n) crc(2)`, big-endian, CRC-16/IBM-3740 over n … data. */
export type Frame = { sequence: number; command: number; data: Buffer }

const LONGEST_DATA = 96

export function encode({ sequence, command, data }: Frame): Buffer {
  const body = Buffer.alloc(4 + data.length)
  body.writeUInt8(data.length, 0)
  body.writeUInt16BE(sequence, 1)
  body.writeUInt8(command, 3)
  data.copy(body, 4)
  const check = Buffer.alloc(2)
  check.writeUInt16BE(crc(body), 0)
  return Buffer.concat([Buffer.of(0x5a, 0xa5), body, check])
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
      const start = this.#held.indexOf(Buffer.of(0x5a, 0xa5))
      if (start < 0) {
        this.#held = this.#held.subarray(Math.max(0, this.#held.length - 1))
        return frames
      }
      this.#held = this.#held.subarray(start)
      const length = this.#held[2] ?? 0
      if (length > LONGEST_DATA) {
        this.#held = this.#held.subarray(1)
        continue
      }
      if (this.#held.length < 8 + length) return frames
      const body = this.#held.subarray(2, 6 + length)
      if (crc(body) === this.#held.readUInt16BE(6 + length)) {
        frames.push({
          sequence: body.readUInt16BE(1),
          command: body.readUInt8(3),
          data: Buffer.from(body.subarray(4)),
        })
        this.#held = this.#held.subarray(8 + length)
      } else {
        this.#held = this.#held.subarray(1)
      }
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
