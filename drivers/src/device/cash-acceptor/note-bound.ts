import { deadline } from '../../clock.ts'
import type { Cancel, Clock } from '../../clock.ts'
import type { NoteId, NoteUnderWay } from './cash-acceptor.ts'

/**
 * What was decided about a note is to come true, or the note to be uncertain, in bounded time: an acceptor that says again
 * and again that it is at it, or nothing to the point, must not keep a customer for ever. If it tells yet that the note is
 * stacked, that settles it.
 */
export class NoteBound {
  readonly #clock: Clock
  readonly #ms: number
  readonly #onPassed: (noteId: NoteId) => void
  #noteId: NoteId | undefined
  #cancel: Cancel | undefined

  constructor(clock: Clock, ms: number, onPassed: (noteId: NoteId) => void) {
    this.#clock = clock
    this.#ms = ms
    this.#onPassed = onPassed
  }

  /** Hears how the note under way is; `null` when there is none, or nobody to ask about it. */
  watch(note: NoteUnderWay | null): void {
    const isDecided = note?.stage === 'stacking' || note?.stage === 'returning'
    const noteId = isDecided ? note.noteId : undefined
    if (noteId === this.#noteId) return
    this.#cancel?.()
    this.#noteId = noteId
    this.#cancel =
      noteId === undefined ? undefined : deadline(this.#clock, this.#ms, () => this.#onPassed(noteId))
  }
}
