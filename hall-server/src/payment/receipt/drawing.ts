import { Worker } from 'node:worker_threads'
import { within } from '@service-hall/server-kit'
import type { Clock } from '@service-hall/server-kit'
import type { ReceiptSheet } from './sheet.ts'

/** Longer than a slow machine needs for one receipt, ms. */
const LONGEST_MS = 20_000
/** So many wait at once; whoever comes then is told to come again. */
const MOST_WAITING = 8

/** Draws receipts one after another, each in a thread of its own. */
export class ReceiptDrawing {
  readonly #clock: Clock
  #waiting = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** The PDF; null: too many are being drawn, or this one could not be in time. */
  async draw(sheet: ReceiptSheet): Promise<Buffer | null> {
    if (this.#waiting >= MOST_WAITING) return null
    this.#waiting += 1
    const drawn = this.#last.then(() => this.#inThread(sheet))
    this.#last = drawn.catch(() => undefined) // whoever asked for it hears of it
    try {
      return await drawn
    } finally {
      this.#waiting -= 1
    }
  }

  async #inThread(sheet: ReceiptSheet): Promise<Buffer | null> {
    const thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData: sheet })
    try {
      const drawn = new Promise<Buffer>((resolve, reject) => {
        thread.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes)))
        thread.once('error', reject)
        thread.once('exit', () => reject(new Error('the thread that draws receipts has ended')))
      })
      return await within(this.#clock, LONGEST_MS, drawn, null)
    } finally {
      await thread.terminate()
    }
  }
}
