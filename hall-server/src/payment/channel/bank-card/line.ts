import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { reasonOf } from '@service-hall/server-kit'
import type { Cancel, Clock, Log } from '@service-hall/server-kit'
import { FrameSplitter, framed } from './iso8583/frame.ts'
import { decodeMessage } from './iso8583/message.ts'
import type { MessageIn } from './iso8583/message.ts'

export type LineOptions = {
  host: string
  port: number
  /** The longest that connecting takes, ms. */
  connectMs: number
  /** The longest from the first to the last byte of a message, ms. Longer: the line is given up. */
  frameMs: number
  clock: Clock
  log: Log
}

/** What became of a question. Only `notSent` is certain: not one byte of it has left. */
export type Heard =
  { is: 'answer'; message: MessageIn } | { is: 'notSent'; why: string } | { is: 'noAnswer'; why: string }

type Waiting = (heard: Heard) => void

/** Names an exchange: an answer meets the question with the same terminal, batch and trace number and no other. */
export function exchangeKey(type: string, message: Pick<MessageIn, 'fields'>): string {
  const { fields } = message
  return [type, fields.get(41), fields.get(60)?.slice(2, 8), fields.get(11)].join('/')
}

/**
 * The line to the acquirer's host: one owner, connected when it is needed, and again after it broke. Exchanges of
 * different terminals may be under way together. An answer that nobody waits for any more goes to `onLate`.
 */
export class HostLine {
  readonly #options: LineOptions
  readonly #waiting = new Map<string, Waiting>()
  readonly #onLate: (message: MessageIn) => void
  #socket: Socket | null = null
  #opening: Promise<Socket> | null = null
  /** Questions in a row that got no answer while nothing else came: two, and the line is not believed any more. */
  #silent = 0
  #isStopped = false

  constructor(options: LineOptions, onLate: (message: MessageIn) => void) {
    this.#options = options
    this.#onLate = onLate
  }

  /** Sends and waits for the answer of that key ({@link exchangeKey}). Ends within `connectMs` and `answerMs`. */
  async ask(bytes: Buffer, key: string, answerMs: number): Promise<Heard> {
    try {
      const socket = await this.#connected()
      // Nothing is certain of this one by that: the other may be answered.
      if (this.#waiting.has(key)) return { is: 'noAnswer', why: 'the same is under way' }
      return await this.#exchange(socket, bytes, key, answerMs)
    } catch (cause) {
      return { is: 'notSent', why: reasonOf(cause) }
    }
  }

  /** Ends the line; what waits hears so. */
  stop(): void {
    this.#isStopped = true
    this.#drop('the line was stopped')
  }

  #exchange(socket: Socket, bytes: Buffer, key: string, answerMs: number): Promise<Heard> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(answerMs, () => {
        end({ is: 'noAnswer', why: `no answer in ${answerMs} ms` })
        this.#stayedSilent()
      })
      const end = (heard: Heard): void => {
        cancel()
        this.#waiting.delete(key)
        resolve(heard)
      }
      this.#waiting.set(key, end)
      socket.write(framed(bytes))
    })
  }

  #stayedSilent(): void {
    this.#silent += 1
    if (this.#silent >= 2) this.#drop('two questions in a row without an answer')
  }

  #connected(): Promise<Socket> {
    if (this.#isStopped) return Promise.reject(new Error('the line was stopped'))
    if (this.#socket) return Promise.resolve(this.#socket)
    this.#opening ??= this.#open().finally(() => (this.#opening = null))
    return this.#opening
  }

  #open(): Promise<Socket> {
    const { host, port, connectMs, clock } = this.#options
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port, keepAlive: true, keepAliveInitialDelay: 15_000, noDelay: true })
      const fail = (why: string): void => {
        cancel()
        socket.destroy()
        reject(new Error(why))
      }
      const cancel = clock.after(connectMs, () => fail(`not connected in ${connectMs} ms`))
      socket.once('error', (error) => fail(error.message))
      socket.once('connect', () => {
        if (this.#isStopped) return fail('the line was stopped')
        cancel()
        this.#own(socket)
        resolve(socket)
      })
    })
  }

  #own(socket: Socket): void {
    const splitter = new FrameSplitter()
    let cancel: Cancel = () => undefined
    const give = (why: string): void => {
      cancel()
      if (this.#socket === socket) this.#drop(why)
      else socket.destroy()
    }
    this.#socket = socket
    this.#silent = 0
    socket.on('data', (bytes) => {
      cancel()
      try {
        for (const message of splitter.push(bytes)) this.#hear(decodeMessage(message))
        if (splitter.isInside)
          cancel = this.#options.clock.after(this.#options.frameMs, () =>
            give('a message stopped in its middle'),
          )
      } catch (cause) {
        give(reasonOf(cause))
      }
    })
    socket.on('error', (error) => give(error.message))
    socket.on('close', () => give('the line was closed'))
  }

  #hear(message: MessageIn): void {
    this.#silent = 0
    const waiting = this.#waiting.get(exchangeKey(message.type, message))
    if (waiting) waiting({ is: 'answer', message })
    else this.#onLate(message)
  }

  #drop(why: string): void {
    const socket = this.#socket
    this.#socket = null
    socket?.destroy()
    if (socket) this.#options.log.warn('bankCard.lineLost', { why, waiting: this.#waiting.size })
    for (const end of [...this.#waiting.values()]) end({ is: 'noAnswer', why })
  }
}
