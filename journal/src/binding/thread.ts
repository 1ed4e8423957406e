import { Worker } from 'node:worker_threads'
import { JournalError } from '../errors.ts'
import { serveCalls } from './node-sqlite-calls.ts'
import type { Answered, Asked, Call, Failed } from './node-sqlite-calls.ts'
import { resultName } from './result-codes.ts'

const PROGRAM = `(${serveCalls.toString()})(require('node:worker_threads').parentPort, require('node:sqlite'))`

/** How many threads without a connection are kept for the next: to start one takes some ms. */
const SPARE_THREADS = 2
const spare: Thread[] = []

type Waiting = { resolve: (value: unknown) => void; reject: (reason: Error) => void }

/** A thread for one connection at a time. It keeps the process alive only while something is asked of it. */
export class Thread {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #asked = 0
  #ended: JournalError | undefined

  static take(): Thread {
    return spare.pop() ?? new Thread()
  }

  /** Use `Thread.take`. */
  constructor() {
    // Node says of node:sqlite that it is no part of its stable interface yet; that is for us to know.
    const execArgv = ['--disable-warning=ExperimentalWarning']
    this.#worker = new Worker(PROGRAM, { eval: true, execArgv })
    this.#worker.unref()
    this.#worker.on('message', (answered: Answered) => this.#answer(answered))
    this.#worker.on('error', (cause) => this.#end(cause))
    this.#worker.on('exit', (code) => this.#end(new Error(`exit code ${code}`)))
  }

  ask<T>(call: Call): Promise<T> {
    if (this.#ended) return Promise.reject(this.#ended)
    return new Promise<unknown>((resolve, reject) => {
      const id = (this.#asked += 1)
      if (this.#waiting.size === 0) this.#worker.ref()
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ id, call } satisfies Asked)
    }) as Promise<T>
  }

  /** The connection is closed: the thread may have another. */
  release(): void {
    if (this.#ended) return
    if (spare.length < SPARE_THREADS) spare.push(this)
    else void this.terminate()
  }

  /** Ends it, whatever it is doing. */
  async terminate(): Promise<void> {
    await this.#worker.terminate()
  }

  #answer(answered: Answered): void {
    const waiting = this.#waiting.get(answered.id)
    this.#waiting.delete(answered.id)
    if (this.#waiting.size === 0) this.#worker.unref()
    if ('failed' in answered) waiting?.reject(sqliteError(answered.failed))
    else waiting?.resolve(answered.value)
  }

  #end(cause: unknown): void {
    this.#ended ??= new JournalError('database.thread', undefined, cause)
    const index = spare.indexOf(this)
    if (index >= 0) spare.splice(index, 1)
    for (const { reject } of this.#waiting.values()) reject(this.#ended)
    this.#waiting.clear()
  }
}

/** The error as npm `sqlite3` would give it. */
function sqliteError({ message, errcode }: Failed): Error {
  const code = errcode === undefined ? undefined : resultName(errcode)
  return code ? Object.assign(new Error(`${code}: ${message}`), { code, errno: errcode }) : new Error(message)
}
