const tries = [0, 4, 6, 7]

/** An SLE4442 memory card: 256 bytes, 32 protection bits, a code of three bytes and three tries. */
export class MemoryChip {
  readonly main = Buffer.alloc(256, 0xff)
  readonly atr = Buffer.of(0xa2, 0x13, 0x10, 0x91)
  readonly #code: Buffer
  #protection = 0xffff_ffff
  #triesLeft: number
  #verified = false

  constructor(code: Buffer, triesLeft: number) {
    this.#code = code
    this.#triesLeft = triesLeft
    this.main.set(this.atr)
  }

  get triesLeft(): number {
    return this.#triesLeft
  }

  reset(): Buffer {
    this.#verified = false
    return this.atr
  }

  protection(): Buffer {
    const bits = Buffer.alloc(4)
    bits.writeUInt32LE(this.#protection >>> 0)
    return bits
  }

  /** The counter, and the code as far as the card shows it. */
  security(): Buffer {
    const shown = this.#verified ? this.#code : Buffer.alloc(3)
    return Buffer.concat([Buffer.of(tries[this.#triesLeft] ?? 0), shown])
  }

  verify(code: Uint8Array): void {
    if (this.#triesLeft === 0) return
    this.#triesLeft -= 1
    this.#verified = this.#code.equals(code)
    if (this.#verified) this.#triesLeft = 3
  }

  write(offset: number, data: Uint8Array): void {
    if (!this.#verified) return
    for (const [at, byte] of data.entries())
      if (!this.#isProtected(offset + at)) this.main[offset + at] = byte
  }

  protect(offset: number, data: Uint8Array): void {
    if (!this.#verified) return
    for (const [at, byte] of data.entries()) {
      const address = offset + at
      if (address < 32 && this.main[address] === byte) this.#protection &= ~(1 << address)
    }
  }

  #isProtected(address: number): boolean {
    return address < 32 && ((this.#protection >>> address) & 1) === 0
  }
}
