/** `55 AA length(2) type maker command(2) data… xor 55 AA`; the length counts from the type to the last of data. */
export type Frame = { type: number; maker: number; command: number; data: Buffer }

const edge = Buffer.of(0x55, 0xaa)
const LONGEST = 256

export function encode({ type, maker, command, data }: Frame): Buffer {
  const body = Buffer.concat([Buffer.of(0, 4 + data.length, type, maker, command >> 8, command & 0xff), data])
  return Buffer.concat([edge, body, Buffer.of(body.reduce((sum, byte) => sum ^ byte, 0)), edge])
}

/** Collects bytes and gives out whole frames; anything else is passed over. */
export class FrameInput {
  #held = Buffer.alloc(0)

  take(chunk: Uint8Array): Frame[] {
    this.#held = Buffer.concat([this.#held, chunk])
    const frames: Frame[] = []
    for (;;) {
      const start = this.#held.indexOf(edge)
      if (start < 0) {
        this.#held = this.#held.subarray(Math.max(0, this.#held.length - 1))
        return frames
      }
      this.#held = this.#held.subarray(start)
      if (this.#held.length < 4) return frames
      const length = this.#held.readUInt16BE(2)
      const isSound = length >= 4 && length <= LONGEST
      if (isSound && this.#held.length < 7 + length) return frames
      const frame = isSound ? this.#first(length) : undefined
      if (frame) frames.push(frame)
      this.#held = this.#held.subarray(frame ? 7 + length : 1)
    }
  }

  /** Gives an unfinished frame up. */
  forget(): void {
    this.#held = Buffer.alloc(0)
  }

  #first(length: number): Frame | undefined {
    const checked = this.#held.subarray(2, 5 + length)
    const isWhole = checked.reduce((sum, byte) => sum ^ byte, 0) === 0
    if (!isWhole || !this.#held.subarray(5 + length, 7 + length).equals(edge)) return undefined
    const [type = 0, maker = 0] = this.#held.subarray(4)
    return {
      type,
      maker,
      command: this.#held.readUInt16BE(6),
      data: Buffer.from(this.#held.subarray(8, 4 + length)),
    }
  }
}
