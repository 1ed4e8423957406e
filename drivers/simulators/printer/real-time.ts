/** A command carried out the moment it arrives, wherever it stands in the stream. */
export type RealTime =
  { kind: 'ask'; question: number } | { kind: 'recover'; clear: boolean } | { kind: 'clear' }

const clearBody = [0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08]

/** Takes real-time commands out of a stream, across chunks. */
export class RealTimeFilter {
  #held: number[] = []

  /** Splits a chunk into what goes to the buffer and what is carried out, in order. */
  split(chunk: Uint8Array): (number | RealTime)[] {
    const out: (number | RealTime)[] = []
    for (const byte of chunk) {
      this.#held.push(byte)
      const step = judge(this.#held)
      if (step === 'more') continue
      if (step === 'data') out.push(...this.#release())
      else {
        if (step !== 'skip') out.push(step)
        this.#held = []
      }
    }
    return out
  }

  /** Lets go of held bytes up to the next possible start. */
  #release(): number[] {
    const last = this.#held[this.#held.length - 1]
    const keep = this.#held.length > 1 && last === 0x10
    const data = keep ? this.#held.slice(0, -1) : this.#held
    this.#held = keep ? [0x10] : []
    return data
  }
}

function judge(bytes: readonly number[]): RealTime | 'more' | 'data' | 'skip' {
  const [first, second, third] = bytes
  if (first !== 0x10) return 'data'
  if (second === undefined) return 'more'
  if (second === 0x04) return third === undefined ? 'more' : { kind: 'ask', question: third }
  if (second === 0x05) return third === undefined ? 'more' : { kind: 'recover', clear: third === 2 }
  if (second !== 0x14) return 'data'
  if (third === undefined) return 'more'
  if (third === 0x01 || third === 0x02) return bytes.length < 5 ? 'more' : 'skip'
  if (third !== 0x08) return 'data'
  const body = bytes.slice(3)
  if (body.some((byte, index) => byte !== clearBody[index])) return 'data'
  return body.length < clearBody.length ? 'more' : { kind: 'clear' }
}
