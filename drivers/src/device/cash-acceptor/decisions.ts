import type { DeviceError } from '../common/words.ts'
import type { CashEvent, NoteId, StackOutcome } from './cash-words.ts'

/** Those who ordered a note into the box and wait to hear what became of it. */
export class StackOrders {
  readonly #waiting = new Map<NoteId, (outcome: StackOutcome) => void>()

  /** Resolves when an event tells of the note, or when the line ends. */
  outcome(noteId: NoteId): Promise<StackOutcome> {
    return new Promise((resolve) => this.#waiting.set(noteId, resolve))
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
    this.#waiting.get(noteId)?.(outcome)
    this.#waiting.delete(noteId)
  }
}
