import type { Cancel, Clock } from '../../clock.ts'
import { Expectations } from '../../expectations.ts'
import type { Expected } from '../../expectations.ts'
import { createPrinterReplyReader } from '../../frame/escpos-replies.ts'
import type { PrinterReply } from '../../frame/escpos-replies.ts'
import { flagsOfAsb, flagsOfRealtime, realtimeQuestions } from '../../frame/escpos-status.ts'
import type { PrinterFlags } from '../../frame/escpos-status.ts'
import type { Line } from '../../link/link.ts'
import { escpos } from '../../paper/escpos.ts'
import { Turns } from '../../turns.ts'
import type { PrinterTiming } from './printer-profile.ts'

type Parts = { line: Line; clock: Clock; timing: PrinterTiming; onFlags: (flags: PrinterFlags) => void }

/** Everything said to and heard from a printer on one line; it ends with the line, so no reply outlives it. */
export class PrinterConversation {
  readonly line: Line
  readonly #parts: Parts
  readonly #reader = createPrinterReplyReader()
  readonly #expectations: Expectations<PrinterReply>
  readonly #questions = new Turns()
  #cancelGap: Cancel | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.line = parts.line
    this.#expectations = new Expectations(parts.clock)
  }

  /** Bytes heard so far that belonged to no reply. */
  get noiseBytes(): number {
    return this.#reader.noiseBytes + this.#reader.heldBytes
  }

  receive(bytes: Uint8Array): void {
    this.#cancelGap?.()
    this.#hear(this.#reader.push(bytes))
    if (this.#reader.heldBytes === 0) return
    this.#cancelGap = this.#parts.clock.after(this.#parts.timing.replyGapMs, () =>
      this.#hear(this.#reader.expire()),
    )
  }

  expect<T>(match: (reply: PrinterReply) => T | undefined, ms?: number): Expected<T> {
    return this.#expectations.expect(match, ms)
  }

  /**
   * Asks the four real-time questions, which jump every queue in the printer. A printer that does not answer them has
   * lost its line: the line is dropped, so that a late answer can never be taken for the answer to a later question.
   */
  ask(): Promise<PrinterFlags | undefined> {
    // Each asker gets an answer to a question put after he asked: an older one may be out of date.
    return this.#questions.run(() => this.#ask())
  }

  /** The line is gone: whoever waits gets nothing. */
  end(): void {
    this.#cancelGap?.()
    this.#expectations.end()
  }

  async #ask(): Promise<PrinterFlags | undefined> {
    const answers: number[] = []
    const answered = this.expect((reply) => collect(reply, answers), this.#parts.timing.answerMs)
    const sent = await this.line.write(escpos.askRealtime(realtimeQuestions))
    if (!sent.ok) answered.cancel()
    const flags = await answered.promise
    if (flags) this.#parts.onFlags(flags)
    else this.line.drop('silent')
    return flags
  }

  #hear(replies: readonly PrinterReply[]): void {
    for (const reply of replies) {
      if (reply.kind === 'asb') this.#parts.onFlags(flagsOfAsb(reply.bytes))
      this.#expectations.offer(reply)
    }
  }
}

function collect(reply: PrinterReply, answers: number[]): PrinterFlags | undefined {
  if (reply.kind === 'realtime') answers.push(reply.value)
  const [printer, cause, error, roll] = answers
  if (printer === undefined || cause === undefined || error === undefined || roll === undefined)
    return undefined
  return flagsOfRealtime([printer, cause, error, roll])
}
