import { Worker } from 'node:worker_threads'
import type { ScryptOptions } from 'node:crypto'

/** What one derivation asks of the thread. */
type Job = { secret: string; salt: Uint8Array; bytes: number; options: ScryptOptions }
type Waiting = { resolve: (key: Buffer) => void; reject: (cause: Error) => void }
type Said = { number: number; key?: Uint8Array; failure?: string }

/** Plain JavaScript that needs no file beside it: this room is also bundled into the kiosk's agent. */
const PROGRAM = `
const { parentPort } = require('node:worker_threads')
const { scryptSync } = require('node:crypto')
parentPort.on('message', ({ number, secret, salt, bytes, options }) => {
  try {
    parentPort.postMessage({ number, key: scryptSync(secret, salt, bytes, options) })
  } catch (error) {
    parentPort.postMessage({ number, failure: String(error) })
  }
})`

/**
 * scrypt on a thread of its own, one derivation at a time. Node's asynchronous scrypt runs on the few threads that
 * SQLite and the file system use too: four password checks at once would hold up every commit. The thread is started
 * when it is first needed and keeps no process alive; when it dies, what waited for it fails and the next one starts anew.
 */
class HashThread {
  #worker: Worker | null = null
  #last = 0
  readonly #waiting = new Map<number, Waiting>()

  derive(job: Job): Promise<Buffer> {
    const worker = this.#started()
    return new Promise((resolve, reject) => {
      const number = (this.#last += 1)
      this.#waiting.set(number, { resolve, reject })
      worker.ref()
      worker.postMessage({ number, ...job })
    })
  }

  #started(): Worker {
    if (this.#worker) return this.#worker
    const worker = new Worker(PROGRAM, { eval: true, name: 'hash' })
    this.#worker = worker
    worker.on('message', (said: Said) => this.#answered(worker, said))
    worker.on('error', (error) => this.#ended(worker, error))
    worker.on('exit', (code) => this.#ended(worker, new Error(`the hash thread ended with code ${code}`)))
    return worker
  }

  #answered(worker: Worker, { number, key, failure }: Said): void {
    const waiting = this.#waiting.get(number)
    this.#waiting.delete(number)
    if (this.#waiting.size === 0) worker.unref()
    if (key) waiting?.resolve(Buffer.from(key))
    else waiting?.reject(new Error(failure ?? 'the hash thread said nothing'))
  }

  #ended(worker: Worker, cause: unknown): void {
    if (this.#worker !== worker) return
    this.#worker = null
    const error = cause instanceof Error ? cause : new Error(String(cause))
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

/** The one thread of this process that hashes passwords and PINs. */
export const HASH_THREAD = new HashThread()
