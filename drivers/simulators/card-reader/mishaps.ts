/** What may go wrong in a reader's talk, for a number of `times`, to commands whose text begins with `of` (hexadecimal). */
const NAMES = [
  /** Commands are not taken. */
  'nak',
  /** Commands are not heard. */
  'lost',
  /** Commands are taken, but the acknowledgement gets lost. */
  'lostAck',
  /** Commands are carried out, but the answer gets lost. */
  'lostAnswer',
  /** The acknowledgement of an answer is not heard, so that it comes again. */
  'lostHostAck',
  'badCheck',
  'overLong',
  /** Carrying out takes `ms`. */
  'slow',
  /** Magnetic tracks are told although nobody asked. */
  'tracks',
  /** CRT-310: Y and N change places, as in one part of its manual. */
  'swappedLetters',
  /** CRT-571: failures begin with E instead of N. */
  'letterE',
  /** The reader has lost its power since and wants to be initialized. */
  'notReset',
] as const

export type Mishap = (typeof NAMES)[number]

export class Mishaps {
  readonly #left = new Map<Mishap, number>()
  readonly #of = new Map<Mishap, string>()
  slowMs = 0

  knows(name: string): name is Mishap {
    return (NAMES as readonly string[]).includes(name)
  }

  set(name: Mishap, request: Record<string, unknown>): void {
    const { times, ms, of } = request
    this.#left.set(name, typeof times === 'number' ? times : Number.POSITIVE_INFINITY)
    this.#of.set(name, typeof of === 'string' ? of : '')
    if (name === 'slow') this.slowMs = typeof ms === 'number' ? ms : 1_000
  }

  end(name: Mishap): void {
    this.#left.delete(name)
  }

  cure(): void {
    this.#left.clear()
  }

  has(name: Mishap): boolean {
    return (this.#left.get(name) ?? 0) > 0
  }

  /** Whether it happens now, to the command of that text; one time fewer is left then. */
  strikes(name: Mishap, text: Buffer): boolean {
    if (!text.toString('hex').startsWith(this.#of.get(name) ?? '')) return false
    const left = this.#left.get(name) ?? 0
    if (left > 0) this.#left.set(name, left - 1)
    return left > 0
  }
}
