import { LETTERS_AT_ONCE, LETTER_SIDE } from '@service-hall/contract'
import type { LetterPicture } from '@service-hall/contract'
import type { Bitmap } from '@service-hall/drivers'
import { within } from '@service-hall/server-kit'
import type { Clock } from '@service-hall/server-kit'

/** No hall has names with so many letters that printers lack; more are printed as boxes. */
const MOST_LETTERS = 256
/** A paper waits this long for a screen that was asked to draw, once; then boxes are printed until it answers. */
const LONGEST_WAIT_MS = 500

/** What the screen drew of the letters that the printer lacks; in memory only, since it is drawn anew in a moment. */
export class LetterPictures {
  readonly #clock: Clock
  #needed: readonly string[] = []
  /** By letter; null where no font of the screen has it. */
  readonly #pictures = new Map<string, Bitmap | null>()
  /** A screen looks and has not failed to answer: worth waiting for. */
  #isAnswering = false
  #waiters: (() => void)[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** These letters come on paper from now on. */
  need(letters: readonly string[]): void {
    this.#needed = letters.slice(0, MOST_LETTERS)
    const needed = new Set(this.#needed)
    for (const letter of this.#pictures.keys()) if (!needed.has(letter)) this.#pictures.delete(letter)
    this.#wake()
  }

  /** Letters that the screen is asked to draw next, a few at a time. */
  get asked(): string[] {
    return this.#needed.filter((letter) => !this.#pictures.has(letter)).slice(0, LETTERS_AT_ONCE)
  }

  /** Keeps what was asked for; whatever else is sent is nobody's business. */
  take(drawn: readonly LetterPicture[]): { taken: number; missing: number } {
    const asked = new Set(this.asked)
    const wanted = drawn.filter(({ letter }) => asked.has(letter))
    for (const { letter, dots } of wanted) this.#pictures.set(letter, dots === null ? null : bitmapOf(dots))
    if (wanted.length > 0) this.#isAnswering = true
    this.#wake()
    return { taken: wanted.length, missing: wanted.filter(({ dots }) => dots === null).length }
  }

  /** Source of the printer: `undefined` for letters that are not drawn, or not yet. */
  picture(letter: string): Bitmap | undefined {
    return this.#pictures.get(letter) ?? undefined
  }

  /** A screen begins to look. What the one before could not draw is asked for again: fonts may have come. */
  screenOpened(): void {
    this.#isAnswering = true
    for (const [letter, picture] of this.#pictures) if (picture === null) this.#pictures.delete(letter)
  }

  /** Resolves when there is nothing to wait for, in half a second at most: a ticket is worth more than a letter. */
  async settled(): Promise<void> {
    if (this.#isSettled) return
    const answered = new Promise<true>((resolve) => this.#waiters.push(() => resolve(true)))
    if (await within(this.#clock, LONGEST_WAIT_MS, answered, false)) return
    this.#isAnswering = false
    this.#wake()
  }

  get #isSettled(): boolean {
    return !this.#isAnswering || this.asked.length === 0
  }

  #wake(): void {
    if (!this.#isSettled) return
    for (const wake of this.#waiters.splice(0)) wake()
  }
}

function bitmapOf(dots: string): Bitmap {
  return { width: LETTER_SIDE, height: LETTER_SIDE, data: new Uint8Array(Buffer.from(dots, 'base64')) }
}
