import { JournalError } from '../errors.ts'
import type { Line, LineEvents } from './line.ts'
import type { Answered, Call, Failed } from './node-sqlite-calls.ts'
import { resultName } from './result-codes.ts'

type Waiting = { resolve: (value: unknown) => void; reject: (reason: Error) => void }

/** Where one connection at a time is carried out. It keeps the process alive only while something is asked of it. */
export class Thread {
  readonly #line: Line
  readonly #waiting = new Map<number, Waiting>()
  #asked = 0
  #ended: JournalError | undefined

  constructor(open: (events: LineEvents) => Line) {
    this.#line = open({
      answered: (answered) => this.#answer(answered),
      ended: (cause) => this.#end(cause),
    })
    this.#line.hold(false)
  }

  /** Whether it can be asked anything. */
  get isUp(): boolean {
    return !this.#ended
  }

  ask<T>(call: Call): Promise<T> {
    if (this.#ended) return Promise.reject(this.#ended)
    return new Promise<unknown>((resolve, reject) => {
      const id = (this.#asked += 1)
      if (this.#waiting.size === 0) this.#line.hold(true)
      this.#waiting.set(id, { resolve, reject })
      this.#line.post({ id, call })
    }) as Promise<T>
  }

  /** Ends it, whatever it is doing; what was asked and not answered fails. */
  async end(): Promise<void> {
    await this.#line.end()
    this.#end(new Error('ended from outside'))
  }

  #answer(answered: Answered): void {
    const waiting = this.#waiting.get(answered.id)
    this.#waiting.delete(answered.id)
    if (this.#waiting.size === 0) this.#line.hold(false)
    if ('failed' in answered) waiting?.reject(sqliteError(answered.failed))
    else waiting?.resolve(answered.value)
  }

  #end(cause: unknown): void {
    this.#ended ??= new JournalError('database.thread', undefined, cause)
    for (const { reject } of this.#waiting.values()) reject(this.#ended)
    this.#waiting.clear()
  }
}

/** The error as npm `sqlite3` would give it. */
function sqliteError({ message, errcode }: Failed): Error {
  const code = errcode === undefined ? undefined : resultName(errcode)
  return code ? Object.assign(new Error(`${code}: ${message}`), { code, errno: errcode }) : new Error(message)
}
