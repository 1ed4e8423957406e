/** What stands at the start of the bytes: a frame and its length, a call for more, or nothing that begins here. */
export type Look<Frame> = { frame: Frame; length: number } | 'more' | 'no'

/** A frame that stopped for so long is given up, as devices do, ms. */
const LONGEST_GAP_MS = 200

/** Takes bytes as they come and finds frames in them. */
export class FrameInput<Frame> {
  readonly #look: (bytes: Buffer) => Look<Frame>
  #held = Buffer.alloc(0)
  #heardAt = 0

  constructor(look: (bytes: Buffer) => Look<Frame>) {
    this.#look = look
  }

  take(bytes: Uint8Array): Frame[] {
    const frames: Frame[] = []
    const now = performance.now()
    if (now - this.#heardAt > LONGEST_GAP_MS) this.clear()
    this.#heardAt = now
    this.#held = Buffer.concat([this.#held, bytes])
    while (this.#held.length > 0) {
      const look = this.#look(this.#held)
      if (look === 'more') break
      if (look !== 'no') frames.push(look.frame)
      this.#held = this.#held.subarray(look === 'no' ? 1 : look.length)
    }
    return frames
  }

  /** Forgets an unfinished frame. */
  clear(): void {
    this.#held = Buffer.alloc(0)
  }
}
