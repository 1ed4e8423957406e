/** The power supply: cut at once or after so many more bytes, for a while in which nothing is heard or said. */
export class Power {
  readonly #onCut: () => void
  #off: NodeJS.Timeout | undefined
  #due: { bytes: number; ms: number } | undefined

  constructor(onCut: () => void) {
    this.#onCut = onCut
  }

  get isOff(): boolean {
    return this.#off !== undefined
  }

  cut(ms: number): void {
    clearTimeout(this.#off)
    this.#off = setTimeout(() => (this.#off = undefined), ms)
    this.#onCut()
  }

  /** Cuts the power when so many more bytes have come in. */
  cutAfter(bytes: number, ms: number): void {
    this.#due = { bytes, ms }
  }

  /** The part of a chunk that comes before the cut; the caller takes it in and then calls `strike`. */
  beforeCut(chunk: Uint8Array): Uint8Array {
    if (this.isOff) return new Uint8Array(0)
    const due = this.#due
    if (!due) return chunk
    const before = chunk.subarray(0, due.bytes)
    due.bytes -= before.length
    return before
  }

  /** Cuts the power if its time has come. */
  strike(): void {
    if (this.#due?.bytes !== 0) return
    const { ms } = this.#due
    this.#due = undefined
    this.cut(ms)
  }

  cure(): void {
    this.#due = undefined
  }

  stop(): void {
    clearTimeout(this.#off)
  }
}
