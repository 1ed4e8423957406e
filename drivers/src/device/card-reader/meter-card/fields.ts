/** Reads the fields of a file one after another; BCD that is none reads as `undefined`, or NaN where a number is asked. */
export class Fields {
  readonly #bytes: Uint8Array
  #offset = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  byte(): number {
    return this.take(1)[0] ?? 0
  }

  take(length: number): Uint8Array {
    const taken = this.#bytes.slice(this.#offset, this.#offset + length)
    this.#offset += length
    return taken
  }

  /** A binary number of four bytes, big-endian. */
  number4(): number {
    return readNumber4(this.take(4))
  }

  /** `length` bytes of two decimal digits each. */
  digits(length: number): string | undefined {
    const text = Array.from(this.take(length), (byte) => byte.toString(16).padStart(2, '0')).join('')
    return /^\d*$/.test(text) ? text : undefined
  }

  bcd(length: number): number {
    return Number(this.digits(length) ?? Number.NaN)
  }

  /** yyMMddHHmm in BCD as `2026-01-15T09:30`; `undefined` for the fillers 00…, 99… and FF…, and for what is no date. */
  minute(): string | undefined {
    const [, yy, month, day, hour, minute] = /^(..)(..)(..)(..)(..)$/.exec(this.digits(5) ?? '') ?? []
    const text = `20${yy}-${month}-${day}T${hour}:${minute}`
    const time = new Date(`${text}:00Z`)
    return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text) ? text : undefined
  }
}

export function readNumber4(bytes: Uint8Array, offset = 0): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(offset)
}

export function number4(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}
