import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { Turns } from '../../../turns.ts'
import { PcscServiceError, encodeRequest } from './pcscd-protocol.ts'

/** How many bytes come after the structure of an answer, as its structure says. */
type Tail = (structure: Uint8Array) => number
type Asking = { length?: number; send?: Uint8Array; tail?: Tail }

/** One connection to pcscd: a request, its whole answer, then the next request. */
export class PcscdSocket {
  readonly #socket: Socket
  readonly #turns = new Turns()
  #held = Buffer.alloc(0)
  #wanted: { length: number; give: (bytes: Uint8Array) => void } | undefined
  #fail: ((error: Error) => void) | undefined
  #ended: Error | undefined

  /** `onEnd` hears once why the connection is gone; not when it was closed from here. */
  constructor(path: string, onEnd: (error: Error) => void) {
    const socket = (this.#socket = connect(path))
    const end = (code: string) => {
      if (this.#ended) return
      this.#ended = new PcscServiceError(code)
      this.#fail?.(this.#ended)
      onEnd(this.#ended)
    }
    socket.on('data', (bytes) => this.#receive(bytes))
    socket.on('error', (error) => end('code' in error && error.code === 'EACCES' ? 'NoAccess' : 'NoService'))
    socket.on('close', () => end('ServiceStopped'))
  }

  /** Answers with the structure, which is as long as the one sent unless `length` says otherwise, and its tail. */
  ask(name: number, body: Uint8Array, { length = body.length, send, tail = none }: Asking = {}) {
    return this.#turns.run(async () => {
      if (this.#ended) throw this.#ended
      this.#socket.write(Uint8Array.of(...encodeRequest(name, body), ...(send ?? [])))
      const structure = await this.#take(length)
      return { structure, rest: await this.#take(tail(structure)) }
    })
  }

  close(): void {
    this.#ended ??= new PcscServiceError('ServiceStopped')
    this.#fail?.(this.#ended)
    this.#socket.destroy()
  }

  #take(length: number): Promise<Uint8Array> {
    return new Promise((give, fail) => {
      if (this.#ended) return fail(this.#ended)
      this.#wanted = { length, give }
      this.#fail = fail
      this.#serve()
    })
  }

  #receive(bytes: Buffer): void {
    this.#held = Buffer.concat([this.#held, bytes])
    this.#serve()
  }

  #serve(): void {
    const wanted = this.#wanted
    if (!wanted || this.#held.length < wanted.length) return
    this.#wanted = undefined
    this.#fail = undefined
    const taken = Uint8Array.from(this.#held.subarray(0, wanted.length))
    this.#held = this.#held.subarray(wanted.length)
    wanted.give(taken)
  }
}

const none: Tail = () => 0
