import type { Cancel, Clock } from '../clock.ts'
import { createPrinterReplyReader } from '../frame/escpos-replies.ts'
import type { PrinterReply } from '../frame/escpos-replies.ts'
import { flagsOfAsb, flagsOfRealtime, realtimeQuestions } from '../frame/escpos-status.ts'
import type { PrinterFlags } from '../frame/escpos-status.ts'
import type { Line } from '../link/link.ts'
import { escpos } from '../paper/escpos.ts'
import type { PrinterTiming } from './printer-profile.ts'

/** A reply that somebody waits for. The promise gives `undefined` after the deadline or when the line ends. */
export type Expected<T> = { promise: Promise<T | undefined>; cancel: Cancel }

type Waiter = { offer(reply: PrinterReply): boolean; cancel: Cancel }
type Question = {
  answers: number[]
  resolve: (flags: PrinterFlags | undefined) => void
  cancelTimeout: Cancel
}
type Parts = { line: Line; clock: Clock; timing: PrinterTiming; onFlags: (flags: PrinterFlags) => void }

/** Everything said to and heard from a printer on one line; it ends with the line, so no reply outlives it. */
export class PrinterConversation {
  readonly line: Line
  readonly #parts: Parts
  readonly #reader = createPrinterReplyReader()
  readonly #waiters = new Set<Waiter>()
  #question: (Question & { promise: Promise<PrinterFlags | undefined> }) | undefined
  #cancelGap: Cancel | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.line = parts.line
  }

  /** Bytes heard so far that belonged to no reply. */
  get noiseBytes(): number {
    return this.#reader.noiseBytes + this.#reader.heldBytes
  }

  receive(bytes: Uint8Array): void {
    this.#cancelGap?.()
    for (const reply of this.#reader.push(bytes)) this.#hear(reply)
    if (this.#reader.heldBytes === 0) return
    this.#cancelGap = this.#parts.clock.after(this.#parts.timing.replyGapMs, () => {
      for (const reply of this.#reader.expire()) this.#hear(reply)
    })
  }

  /**
   * Asks the four real-time questions, which jump every queue in the printer. A printer that does not answer them has
   * lost its line: the line is dropped, so that a late answer can never be taken for the answer to a later question.
   */
  ask(): Promise<PrinterFlags | undefined> {
    if (!this.line.alive) return Promise.resolve(undefined)
    this.#question ??= this.#newQuestion()
    return this.#question.promise
  }

  /** Waits for the first reply that `match` recognises, for `ms` milliseconds or as long as the line lives. */
  expect<T>(match: (reply: PrinterReply) => T | undefined, ms?: number): Expected<T> {
    let cancel: Cancel = () => undefined
    const promise = new Promise<T | undefined>((resolve) => {
      const settle = (value: T | undefined) => {
        this.#waiters.delete(waiter)
        cancelTimeout?.()
        resolve(value)
      }
      const waiter: Waiter = {
        offer(reply) {
          const value = match(reply)
          if (value !== undefined) settle(value)
          return value !== undefined
        },
        cancel: () => settle(undefined),
      }
      const cancelTimeout = ms === undefined ? undefined : this.#parts.clock.after(ms, waiter.cancel)
      cancel = waiter.cancel
      if (this.line.alive) this.#waiters.add(waiter)
      else settle(undefined)
    })
    return { promise, cancel }
  }

  /** The line is gone: whoever waits gets nothing. */
  end(): void {
    this.#cancelGap?.()
    this.#answer(undefined)
    for (const waiter of [...this.#waiters]) waiter.cancel()
  }

  #newQuestion() {
    const { clock, timing } = this.#parts
    let resolve: Question['resolve'] = () => undefined
    const promise = new Promise<PrinterFlags | undefined>((done) => (resolve = done))
    const cancelTimeout = clock.after(timing.answerMs, () => {
      this.#answer(undefined)
      this.line.drop('silent')
    })
    void this.line.write(escpos.askRealtime(realtimeQuestions))
    return { answers: [], resolve, cancelTimeout, promise }
  }

  #answer(flags: PrinterFlags | undefined): void {
    const question = this.#question
    if (!question) return
    this.#question = undefined
    question.cancelTimeout()
    question.resolve(flags)
  }

  #hear(reply: PrinterReply): void {
    if (reply.kind === 'realtime') this.#hearAnswer(reply.value)
    if (reply.kind === 'asb') this.#parts.onFlags(flagsOfAsb(reply.bytes))
    for (const waiter of [...this.#waiters]) waiter.offer(reply)
  }

  #hearAnswer(value: number): void {
    const answers = this.#question?.answers
    if (!answers) return
    answers.push(value)
    const [printer, cause, error, roll] = answers
    if (printer === undefined || cause === undefined || error === undefined || roll === undefined) return
    const flags = flagsOfRealtime([printer, cause, error, roll])
    this.#parts.onFlags(flags)
    this.#answer(flags)
  }
}
