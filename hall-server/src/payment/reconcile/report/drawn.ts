import { Worker } from 'node:worker_threads'
import type { Language } from '@service-hall/contract'
import { within } from '@service-hall/server-kit'
import type { Clock } from '@service-hall/server-kit'
import type { Tables } from './tables.ts'

/** Longer than a slow machine needs for thousands of cases, ms. */
const LONGEST_MS = 60_000

/** Draws reports one after another, each in a thread of its own: who presses twice waits. */
export class ReportDrawing {
  readonly #clock: Clock
  #last: Promise<unknown> = Promise.resolve()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** The report as a PDF; null: it could not be in time. */
  draw(tables: Tables, language: Language): Promise<Buffer | null> {
    const drawn = this.#last.then(() => this.#inThread(tables, language))
    this.#last = drawn.catch(() => undefined) // whoever asked for it hears of it
    return drawn
  }

  async #inThread(tables: Tables, language: Language): Promise<Buffer | null> {
    const thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData: { tables, language } })
    try {
      const drawn = new Promise<Buffer>((resolve, reject) => {
        thread.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes)))
        thread.once('error', reject)
        thread.once('exit', () => reject(new Error('the thread that draws reports has ended')))
      })
      return await within(this.#clock, LONGEST_MS, drawn, null)
    } finally {
      await thread.terminate()
    }
  }
}
