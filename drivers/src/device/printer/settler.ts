import type { JobParts } from './print-job.ts'
import type { PrinterConversation } from './printer-conversation.ts'
import { settlePrinter } from './printer-settling.ts'
import type { Leftovers } from './printer-settling.ts'

const nothingLeft: Leftovers = { bytes: 0, onPaper: false, isVoid: false }
/**
 * Nobody knows what an earlier run of this program left, which may have been killed in mid-job: the first settling
 * expects a command cut off and a piece in the printer. It costs a strip of blank paper at each start.
 */
const unknownLeftovers: Leftovers = { bytes: 2_560, onPaper: true, isVoid: false }

/** Two bytes tell the length of most commands. */
const LONGEST_COMMAND = 65_536

type Parts = {
  job: (conversation: PrinterConversation) => JobParts
  /** Whether the printer is well and has nothing else to do. */
  isFree: () => boolean
  /** The printer did not prove itself clean although it says that it is well. */
  onFailure: (conversation: PrinterConversation) => void
  onSettled: () => void
}

/** Sees to it that a printer has proved to hold nothing of an earlier job before it gets the next one. */
export class Settler {
  readonly #parts: Parts
  #leftovers = unknownLeftovers
  #isSettled = false
  #running: Promise<void> | undefined

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get isSettled(): boolean {
    return this.#isSettled
  }

  get leftovers(): Leftovers {
    return this.#leftovers
  }

  /** Resolves when the settling under way, if there is one, has ended. */
  async idle(): Promise<void> {
    await this.#running
  }

  /** A job may have left something. */
  spoil(leftovers: Leftovers): void {
    const { bytes, onPaper, isVoid } = this.#leftovers
    this.#isSettled = false
    this.#leftovers = {
      bytes: Math.max(bytes, leftovers.bytes),
      onPaper: onPaper || leftovers.onPaper,
      isVoid: isVoid || leftovers.isVoid,
    }
  }

  lineEnded(): void {
    this.#isSettled = false
  }

  /** Settles now if there is a need, and nothing in the way. */
  tryNow(conversation: PrinterConversation | undefined): void {
    if (!conversation || this.#isSettled || this.#running || !this.#parts.isFree()) return
    this.#running = this.#settle(conversation).finally(() => (this.#running = undefined))
  }

  async #settle(conversation: PrinterConversation): Promise<void> {
    const isDone = await settlePrinter(this.#parts.job(conversation), this.#leftovers)
    if (!conversation.line.alive) return
    if (!isDone) {
      // Garbled bytes may have begun a command of any length, so the next try fills up a longer one.
      const { bytes } = this.#leftovers
      this.#leftovers = { ...this.#leftovers, bytes: Math.min(LONGEST_COMMAND, Math.max(1_024, bytes * 2)) }
      return this.#parts.onFailure(conversation)
    }
    this.#isSettled = true
    this.#leftovers = nothingLeft
    this.#parts.onSettled()
  }
}
