import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { HallFollower, isTransient, uuid7 } from '@service-hall/contract'
import type { Answer, ClientToHall, Command, CommandId, HallToClient, HallView } from '@service-hall/contract'
import { reasonOf } from '@service-hall/harness/process'
import { systemClock } from '@service-hall/server-kit'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'

export type PeerOptions = {
  /** `http://host:port` */
  hall: string
  /** Signs in or enrols, and answers with the token. */
  token: () => Promise<string>
  signal: AbortSignal
  log: (line: string) => void
}

const ANSWER_MS = 3_000
const AGAIN_MS = 1_000

/** A simulated station or member of staff on the hall's real socket: follows the hall, sends until answered. */
export class Peer {
  readonly #options: PeerOptions
  readonly #socket: Socket<HallToClient, ClientToHall>
  readonly #follower: HallFollower
  #token: string | null = null
  #skewMs = 0
  #wake: () => void = () => undefined
  #change: Promise<void>

  constructor(options: PeerOptions) {
    this.#options = options
    this.#change = this.#nextChange()
    const socket: Socket<HallToClient, ClientToHall> = io(options.hall, {
      autoConnect: false,
      forceNew: true,
      transports: ['websocket'],
      reconnectionDelayMax: 2_000,
      auth: (give) => give({ token: this.#token ?? undefined }),
    })
    this.#socket = socket
    this.#follower = new HallFollower(socket, {
      clock: systemClock,
      random: Math.random,
      answerMs: ANSWER_MS,
      retryMs: AGAIN_MS,
      onSnapshot: ({ now }) => {
        this.#skewMs = now - Date.now()
        this.#wake()
      },
      onBatch: () => this.#wake(),
    })
    socket.on('connect', () => this.#follower.subscribe())
    socket.on('ended', () => (this.#token = null))
    socket.on('connect_error', () => this.#later())
    socket.on('disconnect', () => this.#later())
    options.signal.addEventListener('abort', () => {
      this.#follower.stop()
      socket.disconnect()
      this.#wake()
    })
    void this.#connect()
  }

  /** What this peer may see of the hall; null before the first snapshot. Changes in place. */
  get view(): HallView | null {
    return this.#follower.view
  }

  /** The hall's clock, epoch ms. */
  get now(): number {
    return Date.now() + this.#skewMs
  }

  newId(): CommandId {
    return uuid7(this.now, randomBytes(10)) as CommandId
  }

  /** Resolves when the view has changed, or when it was stopped. */
  changed(): Promise<void> {
    return this.#change
  }

  /** Sends a command under one id until it is answered. Null when it was stopped before that. */
  async send(command: Command): Promise<Answer | null> {
    while (!this.#options.signal.aborted) {
      const answer = await this.#sendOnce(command)
      if (answer !== null && (answer.ok || !isTransient(answer.code))) {
        if (answer.ok) await this.#caughtUp(answer.upTo)
        return answer
      }
      await this.#wait(AGAIN_MS)
    }
    return null
  }

  async #sendOnce(command: Command): Promise<Answer | null> {
    if (!this.#socket.connected) return null
    const asked = this.#socket.timeout(ANSWER_MS).emitWithAck('command', command) as Promise<Answer>
    return asked.catch(() => null)
  }

  async #caughtUp(number: number): Promise<void> {
    while (!this.#options.signal.aborted && (this.view?.number ?? 0) < number) await this.changed()
  }

  async #connect(): Promise<void> {
    while (!this.#options.signal.aborted) {
      try {
        this.#token ??= await this.#options.token()
        this.#socket.connect()
        return
      } catch (error) {
        this.#options.log(`cannot sign in yet: ${reasonOf(error)}`)
        await this.#wait(AGAIN_MS * 3)
      }
    }
  }

  /** Socket.IO comes back by itself from a lost line, but not when the hall let nobody on or hung up. */
  #later(): void {
    this.#follower.disconnected()
    if (this.#socket.active) return
    this.#token = null
    void this.#wait(AGAIN_MS).then(() => this.#connect())
  }

  #nextChange(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#change = this.#nextChange()
        resolve()
      }
    })
  }

  async #wait(ms: number): Promise<void> {
    await rest(ms, this.#options.signal)
  }
}

/** Waits, but not when it was stopped. */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  // What was due while something else was waited for is due at once. An abort makes it reject: an end like any other.
  await pause(Math.max(0, ms), undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
}
