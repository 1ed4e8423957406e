import { follow, readView } from '@service-hall/contract'
import type {
  Answer,
  ClientToHall,
  FactBatch,
  FileAnswer,
  FilePiece,
  PackageAnswer,
  StationPackageAsked,
  HallToClient,
  HallView,
  ImageAnswer,
  ImageAsked,
  Refusal,
  Snapshot,
} from '@service-hall/contract'
import { lookUntil, waitFor } from '@service-hall/harness/process'
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

  /** Sends anything as a piece of a file. */
  sendPiece(piece: FilePiece): Promise<FileAnswer> {
    return this.socket.timeout(10_000).emitWithAck('file', piece)
  }

  /** Asks for a piece of a package. */
  askPackage(asked: StationPackageAsked): Promise<PackageAnswer> {
    return this.socket.timeout(10_000).emitWithAck('package', asked)
  }

  /** Asks with anything for a piece of an image. */
  askForImage(asked: ImageAsked): Promise<ImageAnswer> {
    return this.socket.timeout(20_000).emitWithAck('media', asked)
  }

  subscribe(): Promise<Snapshot | Refusal> {
    const answered = new Promise<Snapshot | Refusal>((resolve) => {
      this.socket.emit('subscribe', (snapshot) => {
        // At once: facts may come in the same turn.
        if (snapshot.ok) this.view = readView(snapshot.view)
        resolve(snapshot)
      })
    })
    return waitFor('a snapshot', answered)
  }

  /** `subscribe` for who must be let in. */
  async snapshot(): Promise<Snapshot> {
    const snapshot = await this.subscribe()
    if (!snapshot.ok) throw new Error(`no snapshot: ${snapshot.code}`)
    return snapshot
  }

  /** Resolves when the view has reached a fact. */
  async reached(number: number): Promise<HallView> {
    let view = this.view
    await lookUntil(`fact ${number} in a view`, () => ((view = this.view)?.number ?? 0) >= number)
    if (!view) throw new Error('no snapshot was asked for')
    return view
  }

  /** Resolves when the connection is gone. */
  async gone(): Promise<void> {
    await lookUntil('the connection to be gone', () => this.socket.disconnected)
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
  const connected = new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  await waitFor(`a connection to ${url}`, connected)
  return client
}
