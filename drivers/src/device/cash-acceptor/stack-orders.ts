import type { Outcome } from '../common/device.ts'
import type { DeviceError } from '../common/status.ts'
import type { CashEvent, NoteId, StackOutcome } from './cash-acceptor.ts'

type Order = { outcome: Promise<StackOutcome>; settle: (outcome: StackOutcome) => void }

/** Those who ordered a note into the box and wait to hear what became of it. */
export class StackOrders {
  readonly #waiting = new Map<NoteId, Order>()

  /**
   * Gives the order, and resolves when it is refused, when an event tells of the note, or when the line ends. Whoever
   * orders the same note meanwhile waits for the same outcome.
   */
  order(noteId: NoteId, give: () => Promise<Outcome>): Promise<StackOutcome> {
    const standing = this.#waiting.get(noteId)
    if (standing) return standing.outcome
    let settle: Order['settle'] = () => undefined
    const outcome = new Promise<StackOutcome>((resolve) => (settle = resolve))
    this.#waiting.set(noteId, { outcome, settle })
    void give().then((given) => {
      if (!given.ok) this.#settle(noteId, { outcome: 'refused', error: given.error })
    })
    return outcome
  }

  hear(event: CashEvent): void {
    if (event.type === 'credited') {
      const { noteId, creditId, denominationFen } = event
      this.#settle(noteId, { outcome: 'stacked', creditId, denominationFen })
    } else if (event.type === 'returned') {
      this.#settle(event.noteId, { outcome: 'returned', reason: event.reason })
    } else if (event.type === 'uncertain') {
      this.#settle(event.noteId, { outcome: 'uncertain', reason: event.reason })
    }
  }

  /** The line is gone: what becomes of the notes will be told by events. */
  lose(error: DeviceError): void {
    for (const noteId of [...this.#waiting.keys()]) this.#settle(noteId, { outcome: 'pending', error })
  }

  #settle(noteId: NoteId, outcome: StackOutcome): void {
    this.#waiting.get(noteId)?.settle(outcome)
    this.#waiting.delete(noteId)
  }
}
