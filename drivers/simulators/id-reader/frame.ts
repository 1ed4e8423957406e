/** A request: `AA AA AA 96 69 length(2) command parameter data… check`. */
export type Request = { command: number; parameter: number } | 'badCheck'

const head = Buffer.of(0xaa, 0xaa, 0xaa, 0x96, 0x69)
const LONGEST = 1_024

/** A reply with SW1 = SW2 = 0. */
export function reply(sw3: number, data: Uint8Array = new Uint8Array(0)): Buffer {
  const frame = Buffer.alloc(head.length + 2 + 3 + data.length + 1)
  head.copy(frame)
  frame.writeUInt16BE(data.length + 4, 5)
  frame.writeUInt8(sw3, 9)
  frame.set(data, 10)
  frame.writeUInt8(check(frame.subarray(5, -1)), frame.length - 1)
  return frame
}

/** Collects bytes and gives out requests; what is none is passed over. */
export class RequestInput {
  #held = Buffer.alloc(0)

  /** Gives an unfinished request up. */
  forget(): void {
    this.#held = Buffer.alloc(0)
  }

  take(chunk: Uint8Array): Request[] {
    this.#held = Buffer.concat([this.#held, chunk])
    const requests: Request[] = []
    for (;;) {
      const start = this.#held.indexOf(head)
      if (start < 0) {
        this.#held = this.#held.subarray(Math.max(0, this.#held.length - head.length + 1))
        return requests
      }
      this.#held = this.#held.subarray(start)
      if (this.#held.length < 7) return requests
      const length = this.#held.readUInt16BE(5)
      const isSound = length >= 3 && length <= LONGEST
      if (isSound && this.#held.length < 7 + length) return requests
      const body = this.#held.subarray(5, 7 + length)
      const isRight = isSound && check(body) === 0
      if (isRight) requests.push({ command: body.readUInt8(2), parameter: body.readUInt8(3) })
      else if (isSound) requests.push('badCheck')
      this.#held = this.#held.subarray(isRight ? 7 + length : 1)
    }
  }
}

function check(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum ^ byte, 0)
}
