import { MessageError } from './error.ts'
import { LEAST_BYTES } from './message.ts'

/** The longest message either side sends, bytes. */
const MOST_BYTES = 2_048

/** The length of what follows in two bytes, the higher first, before a message. */
export function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(message.length)
  return Buffer.concat([length, message])
}

/** Cuts a line's bytes, however they come, into messages. */
export class FrameSplitter {
  #rest = Buffer.alloc(0)

  /** Whether a message has begun that is not whole yet. */
  get isInside(): boolean {
    return this.#rest.length > 0
  }

  /**
   * Messages that are whole with these bytes. Throws {@link MessageError} for a length that no message has: from there on
   * nobody can tell where one begins, and the line is to be given up.
   */
  push(bytes: Buffer): Buffer[] {
    this.#rest = Buffer.concat([this.#rest, bytes])
    const messages: Buffer[] = []
    while (this.#rest.length >= 2) {
      const length = this.#rest.readUInt16BE()
      if (length < LEAST_BYTES || length > MOST_BYTES)
        throw new MessageError(`no message is ${length} bytes long`)
      if (this.#rest.length < 2 + length) break
      messages.push(this.#rest.subarray(2, 2 + length))
      this.#rest = this.#rest.subarray(2 + length)
    }
    return messages
  }
}
