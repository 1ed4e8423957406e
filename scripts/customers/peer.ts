import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { follow, isTransient, uuid7 } from '@service-hall/contract'
import type {
  Answer,
  ClientToHall,
  Command,
  CommandId,
  FactBatch,
  HallToClient,
  HallView,
  Refusal,
  Snapshot,
} from '@service-hall/contract'
import { reasonOf } from '@service-hall/harness/process'
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
  #token: string | null = null
  #view: HallView | null = null
  /** Batches that came while a snapshot is on its way, to be folded onto it; null when none is. */
  #early: FactBatch[] | null = null
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
    socket.on('connect', () => void this.#subscribe())
    socket.on('facts', (batch) => this.#take(batch))
    socket.on('ended', () => (this.#token = null))
    socket.on('connect_error', () => this.#later())
    socket.on('disconnect', () => this.#later())
    options.signal.addEventListener('abort', () => {
      socket.disconnect()
      this.#wake()
    })
    void this.#connect()
  }

  /** What this peer may see of the hall; null before the first snapshot. Changes in place. */
  get view(): HallView | null {
    return this.#view
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
    while (!this.#options.signal.aborted && (this.#view?.number ?? 0) < number) await this.changed()
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
    this.#early = null
    if (this.#socket.active) return
    this.#token = null
    void this.#wait(AGAIN_MS).then(() => this.#connect())
  }

  async #subscribe(): Promise<void> {
    if (this.#early) return
    while (this.#socket.connected) {
      const early: FactBatch[] = []
      this.#early = early
      const asked = this.#socket.timeout(ANSWER_MS).emitWithAck('subscribe') as Promise<Snapshot | Refusal>
      const snapshot = await asked.catch(() => null)
      // The line broke: the next one asks for itself.
      if (this.#early !== early) return
      if (snapshot?.ok) return this.#follow(snapshot, early)
      await this.#wait(AGAIN_MS)
      if (this.#early !== early) return
    }
  }

  #follow(snapshot: Snapshot, early: readonly FactBatch[]): void {
    this.#early = null
    this.#view = snapshot.view
    this.#skewMs = snapshot.now - Date.now()
    early.forEach((batch) => this.#take(batch))
    this.#wake()
  }

  #take(batch: FactBatch): void {
    if (this.#early) {
      this.#early.push(batch)
      return
    }
    if (this.#view === null) return
    if (follow(this.#view, batch) === 'gap') void this.#subscribe()
    else this.#wake()
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
  // An abort makes it reject, which is the end of the wait like any other.
  await pause(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
}
