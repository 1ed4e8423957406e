import { follow, readView } from '@service-hall/contract'
import type {
  Answer,
  ClientToHall,
  FactBatch,
  HallToClient,
  HallView,
  Refusal,
  Snapshot,
} from '@service-hall/contract'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { onTestFinished } from 'vitest'

type ClientSocket = Socket<HallToClient, ClientToHall>

/** A peer on a real socket that follows the hall as screens do. */
export class Client {
  readonly socket: ClientSocket
  /** Null until `subscribe`. */
  view: HallView | null = null
  readonly batches: FactBatch[] = []
  /** How many times a batch did not follow on the view. */
  gaps = 0
  /** Codes of `ended`. */
  readonly ended: string[] = []

  constructor(socket: ClientSocket) {
    this.socket = socket
    socket.on('facts', (batch) => {
      this.batches.push(batch)
      if (this.view && follow(this.view, batch) === 'gap') this.gaps += 1
    })
    socket.on('ended', (code) => this.ended.push(code))
  }

  /** Sends anything as a command. */
  send(order: unknown): Promise<Answer> {
    return this.socket.timeout(10_000).emitWithAck('command', order as never)
  }

  subscribe(): Promise<Snapshot | Refusal> {
    return new Promise((resolve) => {
      this.socket.emit('subscribe', (snapshot) => {
        // At once: facts may come in the same turn.
        if (snapshot.ok) this.view = readView(snapshot.view)
        resolve(snapshot)
      })
    })
  }

  /** `subscribe` for who must be let in. */
  async snapshot(): Promise<Snapshot> {
    const snapshot = await this.subscribe()
    if (!snapshot.ok) throw new Error(`no snapshot: ${snapshot.code}`)
    return snapshot
  }

  /** Resolves when the view has reached a fact. */
  async reached(number: number): Promise<HallView> {
    while (!this.view || this.view.number < number) {
      await new Promise<void>((resolve) => this.socket.once('facts', () => resolve()))
    }
    return this.view
  }

  /** Resolves when the connection is gone. */
  async gone(): Promise<void> {
    if (this.socket.disconnected) return
    await new Promise<void>((resolve) => this.socket.once('disconnect', () => resolve()))
  }

  close(): void {
    this.socket.close()
  }
}

export type Credentials = {
  /** `hall_session=…` of a browser. */
  cookie?: string
  /** Of a station. */
  token?: string
  /** Of a station: how many commands of another release it keeps. */
  unknownCommands?: number
  origin?: string
}

/** Connects, or rejects with the error of `connect_error`. */
export async function connect(
  url: string,
  { cookie, token, origin, unknownCommands }: Credentials = {},
): Promise<Client> {
  const socket: ClientSocket = io(url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    ...(token ? { auth: { token, unknownCommands } } : {}),
    extraHeaders: { ...(cookie ? { cookie } : {}), ...(origin ? { origin } : {}) },
  })
  onTestFinished(() => void socket.close())
  const client = new Client(socket)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return client
}
