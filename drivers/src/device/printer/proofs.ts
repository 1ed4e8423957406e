import type { Expected } from '../../expectations.ts'
import type { PrinterReply } from '../../frame/escpos-replies.ts'
import { isPaperAnswer } from '../../frame/escpos-status.ts'
import { ESCPOS } from '../../paper/escpos.ts'
import type { PrinterConversation } from './printer-conversation.ts'
import type { PrinterTraits } from './printer-profile.ts'
import type { ProcessIds } from './process-ids.ts'

/**
 * Requests that stand in the stream behind what they are to prove, and their answers, which come in the order of the
 * requests when the printer has carried out all that stands before them.
 */
export class Proofs {
  readonly #traits: PrinterTraits
  readonly #ids: ProcessIds
  readonly #listening: Expected<undefined>
  /** What is still to be answered: ids, or mere places for fences, which have none. */
  #due: string[] = []
  #waiting: { most: number; resolve: (came: boolean) => void }[] = []
  #ended = false
  #strays = 0

  constructor(conversation: PrinterConversation, traits: PrinterTraits, ids: ProcessIds) {
    this.#traits = traits
    this.#ids = ids
    this.#listening = conversation.expect((reply) => this.#hear(reply))
    void this.#listening.promise.then(() => this.#end())
  }

  /** Requests not answered yet. */
  get outstanding(): number {
    return this.#due.length
  }

  /** Answers that nobody waited for: whoever sends them may also send one that somebody waits for. */
  get strays(): number {
    return this.#strays
  }

  /** The bytes of one more request. */
  request(): Buffer {
    const id = this.#ids.next()
    this.#due.push(id)
    return this.#traits.proof === 'processId' ? ESCPOS.processId(id) : ESCPOS.fence()
  }

  /** The bytes of requests behind all others, and the name of the last one, to see whether the others are still owed. */
  probe(): { bytes: Buffer; last: string } {
    const count = this.#traits.proof === 'processId' ? 1 : 2
    const bytes = Buffer.concat(Array.from({ length: count }, () => this.request()))
    return { bytes, last: this.#due.at(-1) ?? '' }
  }

  /** Resolves to true when at most `most` requests are outstanding, to false when the line ended before. */
  until(most: number): Promise<boolean> {
    if (this.#due.length <= most) return Promise.resolve(true)
    if (this.#ended) return Promise.resolve(false)
    return new Promise((resolve) => this.#waiting.push({ most, resolve }))
  }

  /** Hears nothing any more. */
  cancel(): void {
    this.#listening.cancel()
  }

  #hear(reply: PrinterReply): undefined {
    if (!this.#proves(reply)) {
      if (reply.kind === 'single') this.#strays += 1
      return
    }
    this.#due.shift()
    for (const { resolve } of this.#take(({ most }) => this.#due.length <= most)) resolve(true)
  }

  #proves(reply: PrinterReply): boolean {
    if (this.#traits.proof === 'processId') return reply.kind === 'processId' && reply.id === this.#due[0]
    return reply.kind === 'single' && isPaperAnswer(reply.value) && this.#due.length > 0
  }

  #end(): void {
    this.#ended = true
    for (const { resolve } of this.#take(() => true)) resolve(false)
  }

  #take(which: (waiter: { most: number }) => boolean) {
    const taken = this.#waiting.filter(which)
    this.#waiting = this.#waiting.filter((waiter) => !taken.includes(waiter))
    return taken
  }
}
