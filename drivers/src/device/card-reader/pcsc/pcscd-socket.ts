import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { deadline } from '../../../clock.ts'
import type { Cancel, Clock } from '../../../clock.ts'
import { Turns } from '../../../turns.ts'
import { LONGEST_ANSWER, PcscServiceError, READERS_STATE, encodeRequest } from './pcscd-protocol.ts'

/** How many bytes come after the structure of an answer, as its structure says. */
type Tail = (structure: Uint8Array) => number
type Asking = { length?: number; send?: Uint8Array; tail?: Tail; ms?: number }

/** How long the service may take to tell what it knows, and to do something with a card, ms. */
const QUICK_MS = 5_000
export const CARD_MS = 20_000
/** More than any answer has: whoever sends that much does not speak this protocol. */
const MAX_HELD = READERS_STATE + LONGEST_ANSWER

/**
 * One connection to pcscd: a request, its whole answer, then the next request. A service that hangs, or answers what is
 * none, ends it, and with it whatever else was to be asked.
 */
export class PcscdSocket {
  readonly #socket: Socket
  readonly #clock: Clock
  readonly #onEnd: (error: Error) => void
  readonly #turns = new Turns()
  #held = Buffer.alloc(0)
  #wanted: { length: number; give: (bytes: Uint8Array) => void } | undefined
  #fail: ((error: Error) => void) | undefined
  #ended: Error | undefined

  /** `onEnd` hears once why the connection is gone; not when it was closed from here. */
  constructor(path: string, clock: Clock, onEnd: (error: Error) => void) {
    this.#clock = clock
    this.#onEnd = onEnd
    const socket = (this.#socket = connect(path))
    socket.on('data', (bytes) => this.#receive(bytes))
    socket.on('error', (error) =>
      this.#end('code' in error && error.code === 'EACCES' ? 'NoAccess' : 'NoService'),
    )
    socket.on('close', () => this.#end('ServiceStopped'))
  }

  /**
   * Answers with the structure, which is as long as the one sent unless `length` says otherwise, and its tail. `ms` is how
   * long that may take, counted from when its turn comes.
   */
  ask(
    name: number,
    body: Uint8Array,
    { length = body.length, send, tail = none, ms = QUICK_MS }: Asking = {},
  ) {
    return this.#turns.run(async () => {
      if (this.#ended) throw this.#ended
      const cancel = deadline(this.#clock, ms, () => this.#end('Timeout'))
      this.#socket.write(Uint8Array.of(...encodeRequest(name, body), ...(send ?? [])))
      return this.#answer(length, tail, cancel)
    })
  }

  close(): void {
    if (!this.#ended) this.#giveUp(new PcscServiceError('ServiceStopped'))
  }

  async #answer(length: number, tail: Tail, cancel: Cancel) {
    try {
      const structure = await this.#take(length)
      const more = tail(structure)
      if (more > LONGEST_ANSWER) this.#end('CommError')
      return { structure, rest: await this.#take(more) }
    } finally {
      cancel()
    }
  }

  #end(code: string): void {
    if (this.#ended) return
    const error = new PcscServiceError(code)
    this.#giveUp(error)
    this.#onEnd(error)
  }

  #giveUp(error: Error): void {
    this.#ended = error
    this.#fail?.(error)
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
    if (this.#held.length > MAX_HELD) this.#end('CommError')
    else this.#serve()
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
