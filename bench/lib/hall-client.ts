import type { Answer, ClientToHall, Command, HallToClient } from '@service-hall/contract'
import type { Random } from '@service-hall/harness/random'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import type { AnswerBook } from './answer-book.ts'

/** How a command is sent the first time. Later attempts are always calm. */
export type Sending = {
  /** Copies sent at once under the same id. */
  copies: number
  /** How long to wait for the answer before it is sent again, ms. */
  patienceMs: number
  /** Breaks the connection so long after sending; 0: at once. */
  cut?: { afterMs: number; how: Cut }
}

export const calm: Sending = { copies: 1, patienceMs: 3_000 }

/** How long to leave a hall in peace that cannot take a command just now, ms. */
const PASSING_MS = 20
const ANSWERED_KEPT = 50
/** No hall is away for so long, ms. */
const GIVE_UP_MS = 60_000

/** The ways a connection goes: the socket torn away, the transport closed, the client leaving in good order. */
export type Cut = 'torn' | 'closed' | 'left'

/** A client of the hall as the pages are: one socket, and a command is sent until it is answered. */
export class HallClient {
  readonly socket: Socket<HallToClient, ClientToHall>
  readonly book: AnswerBook
  /** Commands of late that were answered. */
  readonly #answered: Command[] = []
  #broken: Error | null = null

  constructor({ url, token, book }: { url: string; token: string; book: AnswerBook }) {
    this.book = book
    this.socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      auth: { token },
      reconnectionDelay: 10,
      reconnectionDelayMax: 100,
    })
    this.socket.on('ended', (code) => (this.#broken = new Error(`the hall ended the connection: ${code}`)))
    this.socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
      if (error.data?.code) this.#broken = new Error(`the hall refuses the connection: ${error.data.code}`)
    })
  }

  /** Sends a command, under its one id, until there is an answer to keep. */
  async send(command: Command, first: Sending = calm): Promise<Answer> {
    const giveUpAt = performance.now() + GIVE_UP_MS
    for (let sending = first; ; sending = calm) {
      if (performance.now() > giveUpAt) throw new Error(`no answer to ${command.type} ${command.id}`)
      await this.connected()
      const outcome = await this.#attempt(command, sending)
      if (outcome === 'passing') await pause(PASSING_MS)
      else if (outcome) {
        this.#answered.push(command)
        if (this.#answered.length > ANSWERED_KEPT) this.#answered.shift()
        return outcome
      }
    }
  }

  /** Sends a command again that was answered a while ago: the book sees whether the answer is still the same. */
  async askAgain(random: Random): Promise<void> {
    const command = this.#answered[random.below(this.#answered.length)]
    if (command) await this.send(command)
  }

  async connected(): Promise<void> {
    if (this.#broken) throw this.#broken
    if (this.socket.connected) return
    // After a farewell the library does not come back by itself.
    if (!this.socket.active) this.socket.connect()
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the hall does not come back')), GIVE_UP_MS)
      const settle = (): void => {
        if (this.#broken) reject(this.#broken)
        else if (!this.socket.connected) return
        else resolve()
        clearTimeout(timer)
        this.socket.off('connect', settle)
        this.socket.off('connect_error', settle)
      }
      this.socket.on('connect', settle)
      this.socket.on('connect_error', settle)
    })
  }

  /** Breaks the connection, if there is one just now: it comes back by itself or with the next command. */
  cut(how: Cut): void {
    if (!this.socket.connected) return
    if (how === 'left') this.socket.disconnect()
    else if (how === 'closed') this.socket.io.engine.close()
    else tear(this.socket.io.engine.transport)
  }

  close(): void {
    this.socket.io.reconnection(false)
    this.socket.disconnect()
  }

  /** One attempt; null when no answer came in time on this connection. Late answers are noted all the same. */
  #attempt(command: Command, { copies, patienceMs, cut }: Sending): Promise<Answer | 'passing' | null> {
    return this.#untilGone<Answer | 'passing'>((done) => {
      for (let copy = 0; copy < copies; copy += 1) {
        this.socket.emit('command', command, (answer) => {
          done(this.book.note(command, answer) ? answer : 'passing')
        })
      }
      if (cut?.afterMs === 0) this.cut(cut.how)
      else if (cut) setTimeout(() => this.cut(cut.how), cut.afterMs)
    }, patienceMs)
  }

  #untilGone<T>(start: (done: (value: T | null) => void) => void, patienceMs: number): Promise<T | null> {
    return new Promise((resolve) => {
      const done = (value: T | null): void => {
        clearTimeout(timer)
        this.socket.off('disconnect', gone)
        resolve(value)
      }
      const gone = (): void => done(null)
      const timer = setTimeout(gone, patienceMs)
      this.socket.on('disconnect', gone)
      start(done)
    })
  }
}

/** Ends the TCP connection without a closing word, as a pulled cable or a dying browser does. */
function tear(transport: object): void {
  const { ws } = transport as { ws?: { terminate?: () => void } }
  ws?.terminate?.()
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
