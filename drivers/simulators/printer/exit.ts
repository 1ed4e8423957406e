import type { Paper } from './paper.ts'

/** The exit of a kiosk printer: holds one cut paper until it is taken, taken back in, or pushed out by the next. */
export class Exit {
  /** Cut off, still inside. */
  #inside: Paper | undefined
  /** Between the customer's fingers, nearly. */
  #held: Paper | undefined
  isJammed = false
  isBinFull = false
  readonly bin: Paper[] = []

  get isOccupied(): boolean {
    return this.#held !== undefined
  }

  /** A paper was cut off. */
  put(paper: Paper): void {
    this.#inside = paper
  }

  /** Pushes the cut paper out; one that nobody took falls down. */
  present(): void {
    if (!this.#inside || this.isJammed) return
    if (this.#held) this.#held.fate = 'fell'
    this.#held = this.#inside
    this.#held.fate = 'presented'
    this.#inside = undefined
  }

  /** Takes a paper back in, the one in the exit first. */
  retract(): void {
    if (this.isJammed || this.isBinFull) return
    for (const paper of [this.#held, this.#inside]) {
      if (!paper) continue
      paper.fate = 'retracted'
      this.bin.push(paper)
    }
    this.#held = undefined
    this.#inside = undefined
  }

  /** Pushes everything out for good. */
  eject(): void {
    this.present()
    if (this.#held) this.#held.fate = 'fell'
    this.#held = undefined
  }

  /** The customer takes the paper. Says whether there was one. */
  take(): boolean {
    if (!this.#held) return false
    this.#held.fate = 'taken'
    this.#held = undefined
    return true
  }
}
