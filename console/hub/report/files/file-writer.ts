import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { ReportCell, ReportFormat, ReportHead } from '@service-hall/contract'
import type { FromThread, ToThread } from './thread.ts'

/** Bytes that a report may have. */
const MOST_BYTES = 40_000_000

/** Writes a report's file in a thread of its own; one page of rows is under way at a time. */
export class FileWriter {
  readonly #thread: Worker
  readonly #parts: Uint8Array[] = []
  #size = 0
  #failed: Error | null = null
  #ready: () => void = () => undefined
  #isReady = false
  #ended = false

  constructor(head: ReportHead, format: ReportFormat) {
    this.#thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData: { head, format } })
    this.#thread.on('message', (said: FromThread) => this.#hear(said))
    this.#thread.on('error', (error: Error) => this.#fail(error))
    this.#thread.once('exit', () => {
      if (!this.#ended) this.#fail(new Error('the thread that writes reports has ended'))
    })
  }

  async rows(rows: ReportCell[][]): Promise<void> {
    await this.#whenReady()
    this.#tell({ rows })
  }

  /** All bytes of the file. */
  async end(): Promise<Buffer> {
    await this.#whenReady()
    this.#tell('end')
    await this.#whenReady()
    return Buffer.concat(this.#parts)
  }

  /** Gives the file up. */
  async stop(): Promise<void> {
    this.#ended = true
    if (this.#thread.threadId === -1) return
    const gone = once(this.#thread, 'exit')
    await this.#thread.terminate()
    await gone.catch(() => undefined) // that it is gone is all
  }

  #tell(told: ToThread): void {
    this.#isReady = false
    this.#thread.postMessage(told)
  }

  #hear(said: FromThread): void {
    if (typeof said === 'object') {
      this.#size += said.bytes.length
      if (this.#size > MOST_BYTES) this.#fail(new Error('the report has too many bytes'))
      else this.#parts.push(said.bytes)
      return
    }
    if (said === 'ended') this.#ended = true
    this.#isReady = true
    this.#ready()
  }

  #fail(error: Error): void {
    this.#failed ??= error
    this.#ready()
  }

  async #whenReady(): Promise<void> {
    if (!this.#isReady && !this.#failed) await new Promise<void>((resolve) => (this.#ready = resolve))
    if (this.#failed) throw this.#failed
  }
}
