import { deadline } from '../../clock.ts'
import type { Cancel, Clock } from '../../clock.ts'
import { Expectations } from '../../expectations.ts'
import type { Expected } from '../../expectations.ts'
import { createPrinterReplyReader } from '../../frame/escpos-replies.ts'
import type { PrinterReply, PrinterReplyReader } from '../../frame/escpos-replies.ts'
import { flagsOfAsb, flagsOfFull, flagsOfRealtime, noFlags } from '../../frame/escpos-status.ts'
import type { PresenterBits, PrinterFlags, StatusLayout } from '../../frame/escpos-status.ts'
import type { Line } from '../../link/link.ts'
import { ESCPOS } from '../../paper/escpos.ts'
import { Turns } from '../../turns.ts'
import type { PrinterTiming } from './printer-profile.ts'
import { printerError } from './printer-status.ts'

type Parts = {
  line: Line
  clock: Clock
  timing: PrinterTiming
  layout: StatusLayout
  /** Bits of a presenter's answer, when not the usual ones. */
  bits?: PresenterBits
  onFlags: (flags: PrinterFlags) => void
}

/** Everything said to and heard from a printer on one line; it ends with the line, so no reply outlives it. */
export class PrinterConversation {
  readonly line: Line
  readonly #parts: Parts
  readonly #reader: PrinterReplyReader
  readonly #expectations: Expectations<PrinterReply>
  readonly #questions = new Turns()
  #cancelGap: Cancel | undefined
  #last = noFlags
  #doubtsAtAnswer = 0
  /** Replies of one byte that are neither status nor flow, as noise makes them too. */
  #singles = 0
  /** True from a question to the last byte of its answer. */
  #isAsking = false

  constructor(parts: Parts) {
    this.#parts = parts
    this.line = parts.line
    this.#reader = createPrinterReplyReader({ fullStatus: parts.layout.kind === 'full' })
    this.#expectations = new Expectations(parts.clock)
  }

  /** Bytes heard so far that belonged to no reply. */
  get noiseBytes(): number {
    return this.#reader.noiseBytes + this.#reader.heldBytes
  }

  /** Bytes heard so far that noise may have made. */
  get #doubts(): number {
    return this.noiseBytes + this.#singles
  }

  receive(bytes: Uint8Array): void {
    this.#cancelGap?.()
    this.#hear(this.#reader.push(bytes))
    if (this.#reader.heldBytes === 0) return
    this.#cancelGap = deadline(this.#parts.clock, this.#parts.timing.replyGapMs, () =>
      this.#hear(this.#reader.expire()),
    )
  }

  expect<T>(match: (reply: PrinterReply) => T | undefined, ms?: number): Expected<T> {
    return this.#expectations.expect(match, ms)
  }

  /**
   * Asks the real-time questions, which jump every queue in the printer. A printer that does not answer them has lost
   * its line: the line is dropped, so that a late answer can never be taken for the answer to a later question.
   */
  ask(): Promise<PrinterFlags | undefined> {
    // Each asker gets an answer to a question put after he asked: an older one may be out of date.
    return this.#questions.run(() => this.#ask())
  }

  /** What a reply says by itself about the printer's state, if it says anything. */
  flagsOf(reply: PrinterReply): PrinterFlags | undefined {
    const { layout } = this.#parts
    if (reply.kind === 'full') return flagsOfFull(reply.bytes)
    if (reply.kind !== 'asb' || layout.kind !== 'realtime') return undefined
    // Automatic status is silent about the presenter.
    const { mediaPresent, mediaJammed } = this.#last
    return { ...flagsOfAsb(reply.bytes, layout.mechanicalMeansJam), mediaPresent, mediaJammed }
  }

  /** The line is gone: whoever waits gets nothing. */
  end(): void {
    this.#cancelGap?.()
    this.#expectations.end()
  }

  /**
   * A byte of noise may look like an answer and tell of a fault that is not there, so one that is told on a noisy line is
   * asked for once more before anybody hears of it.
   */
  async #ask(): Promise<PrinterFlags | undefined> {
    const doubtsBefore = this.#doubts
    const first = await this.#askOnce()
    const isDoubtful = first && printerError(first) && this.#doubts > doubtsBefore
    const flags = isDoubtful ? await this.#askOnce() : first
    this.#doubtsAtAnswer = this.#doubts
    // A line that has gone meanwhile may have been dropped for an answer too many.
    if (!flags || !this.line.alive) return undefined
    this.#tell(flags)
    return flags
  }

  async #askOnce(): Promise<PrinterFlags | undefined> {
    const { timing, layout } = this.#parts
    const answers: PrinterReply[] = []
    const answered = this.expect((reply) => {
      const flags = this.#collect(reply, answers)
      if (flags) this.#isAsking = false
      return flags
    }, timing.answerMs)
    this.#isAsking = true
    const sent = await this.line.write(ESCPOS.askRealtime(layout.questions))
    if (!sent.ok) answered.cancel()
    const flags = await answered.promise
    if (!flags) this.line.drop('silent')
    return flags
  }

  /** Gathers the answers to one asking; a full status counts only with the answer that follows it. */
  #collect(reply: PrinterReply, answers: PrinterReply[]): PrinterFlags | undefined {
    const { layout, bits } = this.#parts
    if (reply.kind === 'realtime' || reply.kind === 'full') answers.push(reply)
    if (layout.kind === 'full') {
      const full = answers.findLast(({ kind }) => kind === 'full')
      return full && reply.kind === 'realtime' ? this.flagsOf(full) : undefined
    }
    if (answers.length < layout.questions.length) return undefined
    const values = answers.flatMap((answer) => (answer.kind === 'realtime' ? [answer.value] : []))
    return flagsOfRealtime(values, layout.mechanicalMeansJam, bits)
  }

  #hear(replies: readonly PrinterReply[]): void {
    for (const reply of replies) {
      if (reply.kind === 'single') this.#singles += 1
      const flags = this.flagsOf(reply)
      if (flags) this.#hearUnasked(flags)
      const isAsked = this.#isAsking
      this.#expectations.offer(reply)
      // An answer nobody asked for, or the double of one: from here on no answer can be told from another's.
      if (!isAsked && reply.kind === 'realtime') this.line.drop('silent')
    }
  }

  /** Status that the printer tells by itself: believed, unless it tells of a fault after noise. */
  #hearUnasked(flags: PrinterFlags): void {
    if (!printerError(flags) || this.#doubts === this.#doubtsAtAnswer) this.#tell(flags)
    else if (!this.#isAsking) void this.ask()
  }

  #tell(flags: PrinterFlags): void {
    this.#last = flags
    this.#parts.onFlags(flags)
  }
}
