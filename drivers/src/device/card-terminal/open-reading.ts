import type { TerminalFrame } from '../../frame/card-terminal.ts'
import type { CardRead } from './card-terminal.ts'

/** One reading from the call to its outcome, which it has once. */
export class OpenReading {
  readonly requestId: string
  readonly sequence: number
  readonly outcome: Promise<CardRead>
  isOver = false
  /** The terminal has taken it: from then on it has to know of it. */
  isTaken = false
  #resolve: (outcome: CardRead) => void = () => undefined
  /** Number of the newest event taken; each is told once, though it may come again. */
  #lastEvent = 0

  constructor(requestId: string, sequence: number) {
    this.requestId = requestId
    this.sequence = sequence
    this.outcome = new Promise((resolve) => (this.#resolve = resolve))
  }

  /** Says whether this was its end; an earlier one stands. */
  end(outcome: CardRead): boolean {
    if (this.isOver) return false
    this.isOver = true
    this.#resolve(outcome)
    return true
  }

  /** Whether this event is of this reading and is heard for the first time. */
  takes({ sequence, data }: TerminalFrame): boolean {
    const number = (data[0] ?? 0) * 256 + (data[1] ?? 0)
    if (sequence !== this.sequence || number <= this.#lastEvent) return false
    this.#lastEvent = number
    return true
  }
}
