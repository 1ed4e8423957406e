import { isTransient } from '@service-hall/contract'
import type { DirectiveId, FileAnswer, FileHead } from '@service-hall/contract'
import { reasonOf } from '@service-hall/server-kit'
import type { Cancel, Clock, Log } from '@service-hall/server-kit'
import type { FileSpool } from './spool.ts'

/** Sends a text up the line to the region. Rejects where there is no line, or no answer. */
export type SendsFiles = { sendFile(text: string): Promise<FileAnswer> }

/** Between two pieces, ms: facts go first, and a narrow line is not filled. */
const PAUSE_MS = 250
/** Before it is tried again, ms; doubled up to the second. */
const AGAIN_MS = 5_000
const LONGEST_MS = 5 * 60_000
/** So often a file that arrives broken is sent anew. */
const ATTEMPTS = 3

/** Hands the hall's files over to the region, one at a time and slowly, and goes on where the region says that it is. */
export class FileSender {
  readonly #spool: FileSpool
  readonly #line: SendsFiles
  readonly #clock: Clock
  readonly #log: Log
  readonly #broken = new Map<DirectiveId, number>()
  #cancel: Cancel | null = null
  #running = false
  #stopped = false
  #waitMs = AGAIN_MS

  constructor(spool: FileSpool, line: SendsFiles, { clock, log }: { clock: Clock; log: Log }) {
    this.#spool = spool
    this.#line = line
    this.#clock = clock
    this.#log = log
  }

  start(): void {
    this.#spool.onWhole(() => this.#look())
    this.#look()
  }

  /** The line has come up: what waits may go now. */
  lineCame(): void {
    this.#waitMs = AGAIN_MS
    this.#look()
  }

  stop(): void {
    this.#stopped = true
    this.#cancel?.()
  }

  #look(): void {
    this.#cancel?.()
    this.#cancel = null
    if (this.#running || this.#stopped) return
    const head = this.#spool.next()
    if (!head) return
    this.#running = true
    this.#send(head)
      .then(() => this.#next(0))
      .catch((cause: unknown) => {
        this.#log.warn('file.waits', { directive: head.directiveId, reason: reasonOf(cause) })
        this.#next(this.#waitMs)
        this.#waitMs = Math.min(LONGEST_MS, this.#waitMs * 2)
      })
  }

  #next(waitMs: number): void {
    this.#running = false
    if (!this.#stopped) this.#cancel = this.#clock.after(waitMs, () => this.#look())
  }

  /** Resolves when the file is over; rejects when it has to be tried again later. */
  async #send(head: FileHead): Promise<void> {
    let answer = await this.#line.sendFile(JSON.stringify({ ...head, from: 0, data: '' }))
    while (answer.ok && answer.have < head.bytes) {
      if (this.#stopped) throw new Error('stopped')
      this.#waitMs = AGAIN_MS
      const piece = await this.#spool.piece(head, answer.have)
      answer = await this.#line.sendFile(JSON.stringify(piece))
      await new Promise<void>((resolve) => this.#clock.after(PAUSE_MS, resolve))
    }
    if (!answer.ok && this.#isWorthAgain(head, answer.code)) throw new Error(answer.code)
    if (answer.ok) this.#log.info('file.sent', { directive: head.directiveId, bytes: head.bytes })
    else this.#log.warn('file.notTaken', { directive: head.directiveId, code: answer.code })
    await this.#spool.over(head.directiveId)
  }

  #isWorthAgain({ directiveId }: FileHead, code: Parameters<typeof isTransient>[0]): boolean {
    if (isTransient(code) || code === 'hall.internal') return true
    if (code !== 'file.broken') return false
    const times = (this.#broken.get(directiveId) ?? 0) + 1
    this.#broken.set(directiveId, times)
    return times < ATTEMPTS
  }
}
