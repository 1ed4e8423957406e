import { HallFollower, PinVerdict, billingSaid } from '@service-hall/contract'
import type {
  Answer,
  BillingAsked,
  BillingSaid,
  ClientToHall,
  Command,
  FactBatch,
  FileAnswer,
  FilePiece,
  Handshake,
  HallToClient,
  HallView,
  ImageAnswer,
  ImageAsked,
  PackageAnswer,
  Snapshot,
  StationKind,
  StationPackageAsked,
} from '@service-hall/contract'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import type { z } from 'zod'
import { pause, reasonOf } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import type { KeyStore } from './credentials.ts'
import { enrol } from './enrol.ts'

export type LinkState = 'connecting' | 'online' | 'offline'

export type HallLinkOptions = {
  hall: string
  kind: StationKind
  code?: string | undefined
  keys: KeyStore
  /** How many commands of another release are kept here, which the hall's log is told at each connection. */
  unknownCommands?: () => number
  clock: Clock
  log: Log
}

export type HallLinkListener = {
  onState: (state: LinkState) => void
  /** The code to show until this machine is let in; null when it is. */
  onEnrolmentCode: (code: string | null) => void
  /** A fresh view; replaces what was there. */
  onSnapshot: (snapshot: Snapshot) => void
  /** Facts were folded onto the view of the last snapshot. */
  onFacts: (batch: FactBatch, view: HallView) => void
  /** The hall says what is near by. */
  onSurroundings?: (told: unknown) => void
}

type HallSocket = Socket<HallToClient, ClientToHall>

const ANSWER_TIMEOUT_MS = 3_000
/** A hall asks its billing system, which may be slow, ms. */
const BILLING_TIMEOUT_MS = 12_000
/** A hall puts a piece on its disk first, or fetches an image from its region, ms. */
const PIECE_TIMEOUT_MS = 15_000
const SUBSCRIBE_TIMEOUT_MS = 5_000
const AGAIN_MS = 1_000
/** More unknown commands than these are told as so many: the hall refuses what no kiosk can hold. */
const MOST_TOLD = 1_000_000

/**
 * The line to the hall: lets this machine in, keeps a view true, carries commands. Heals by itself; when the hall no
 * longer knows the machine it asks to be let in again.
 */
export class HallLink {
  readonly #options: HallLinkOptions
  readonly #listener: HallLinkListener
  readonly #stop = new AbortController()
  #socket: HallSocket | undefined
  #state: LinkState = 'connecting'
  #follower: HallFollower | undefined
  #entering = false

  constructor(options: HallLinkOptions, listener: HallLinkListener) {
    this.#options = options
    this.#listener = listener
  }

  get state(): LinkState {
    return this.#state
  }

  get isOnline(): boolean {
    return this.#state === 'online'
  }

  start(): void {
    this.#enter()
  }

  /** Sends a command once. Rejects when no answer came; send the same id again then. */
  send(command: Command): Promise<Answer> {
    const socket = this.#socket
    if (!socket?.connected) return Promise.reject(new Error('the hall is not connected'))
    return new Promise((resolve, reject) => {
      socket
        .timeout(ANSWER_TIMEOUT_MS)
        .emit('command', command, (error, answer) => (error ? reject(error) : resolve(answer)))
    })
  }

  /** Sends a piece of a file. Rejects when no answer came, also from a hall of a release that takes none. */
  async sendPiece(piece: FilePiece): Promise<FileAnswer> {
    const socket = this.#socket
    if (!socket?.connected) throw new Error('the hall is not connected')
    return socket.timeout(PIECE_TIMEOUT_MS).emitWithAck('file', piece) as Promise<FileAnswer>
  }

  /** Asks for a piece of a package. Rejects when no answer came, also from a hall of a release that has none. */
  async askPackage(asked: StationPackageAsked): Promise<PackageAnswer> {
    const socket = this.#socket
    if (!socket?.connected) throw new Error('the hall is not connected')
    return socket.timeout(PIECE_TIMEOUT_MS).emitWithAck('package', asked) as Promise<PackageAnswer>
  }

  /** Asks for a piece of an image of this station's playlist. Rejects as `sendPiece` does. */
  async askForImage(asked: ImageAsked): Promise<ImageAnswer> {
    const socket = this.#socket
    if (!socket?.connected) throw new Error('the hall is not connected')
    return socket.timeout(PIECE_TIMEOUT_MS).emitWithAck('media', asked) as Promise<ImageAnswer>
  }

  /** Asks about accounts, bills and orders. `away`: no answer came, or none that is understood. */
  async askBilling<Asked extends BillingAsked>(asked: Asked): Promise<BillingSaid<Asked['ask']>> {
    const socket = this.#socket
    if (!socket?.connected) return { is: 'away' }
    try {
      const reply: unknown = await socket.timeout(BILLING_TIMEOUT_MS).emitWithAck('billing', asked)
      const code = codeOf(reply)
      if (code !== undefined) this.#options.log.warn('billing.refused', { ask: asked.ask, code })
      return billingSaid<Asked['ask']>(asked.ask, reply)
    } catch (cause) {
      // The line broke, or the hall is of a release that is not asked.
      this.#options.log.warn('billing.noAnswer', { ask: asked.ask, reason: reasonOf(cause) })
      return { is: 'away' }
    }
  }

  /** What the hall says of a PIN for this station's maintenance page; null: it cannot be asked, or does not say. */
  async checkPin(pin: string): Promise<PinVerdict | null> {
    const socket = this.#socket
    if (!socket?.connected) return null
    try {
      const verdict: unknown = await socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck('maintenancePin', pin)
      const read = PinVerdict.safeParse(verdict)
      if (!read.success)
        this.#options.log.warn('link.noVerdict', { reason: codeOf(verdict) ?? 'not understood' })
      return read.data ?? null
    } catch (cause) {
      // The line broke, or the hall is of a release that is not asked.
      this.#options.log.warn('link.noVerdict', { reason: reasonOf(cause) })
      return null
    }
  }

  stop(): void {
    this.#stop.abort()
    this.#follower?.stop()
    this.#socket?.disconnect()
    this.#socket = undefined
  }

  #enter(): void {
    if (this.#entering) return
    this.#entering = true
    this.#open()
      .catch((cause: unknown) => {
        // The keys could not be read or kept: nothing works without them, so try again and say so each time.
        this.#options.log.error('link.keys', cause)
        return pause(this.#options.clock, AGAIN_MS * 5, this.#stop.signal)
      })
      .finally(() => {
        this.#entering = false
        if (this.#socket === undefined && !this.#stop.signal.aborted) this.#enter()
      })
  }

  async #open(): Promise<void> {
    const { hall, kind, code, keys, clock, log } = this.#options
    const credentials =
      (await keys.token()) ??
      (await enrol({
        hall,
        kind,
        code,
        keys,
        clock,
        log,
        onCode: this.#listener.onEnrolmentCode,
        onReach: (answers) => this.#set(answers ? 'connecting' : 'offline'),
        signal: this.#stop.signal,
      }))
    if (credentials === null || this.#stop.signal.aborted) return
    this.#connect(credentials.token)
  }

  #connect(token: string): void {
    const socket: HallSocket = io(this.#options.hall, {
      transports: ['websocket'],
      auth: (tell) => tell(this.#handshake(token)),
      forceNew: true,
      reconnectionDelay: 200,
      reconnectionDelayMax: 5_000,
      timeout: 5_000,
    })
    const follower = this.#follow(socket)
    this.#socket = socket
    this.#follower = follower
    socket.on('connect', () => follower.subscribe())
    socket.on('ended', (code) => this.#onEnded(socket, code))
    socket.on('surroundings', (told) => this.#listener.onSurroundings?.(told))
    socket.on('connect_error', (error) => this.#onConnectError(socket, error))
    socket.on('disconnect', (reason) => {
      if (this.#socket !== socket) return
      this.#options.log.warn('link.lost', { reason })
      follower.disconnected()
      this.#set('offline')
      if (!socket.active) void this.#connectLater(socket)
    })
  }

  #handshake(token: string): z.input<typeof Handshake> {
    const unknownCommands = Math.min(this.#options.unknownCommands?.() ?? 0, MOST_TOLD)
    return { token, ...(unknownCommands > 0 ? { unknownCommands } : {}) }
  }

  #follow(socket: HallSocket): HallFollower {
    const { clock, log } = this.#options
    return new HallFollower(socket, {
      clock,
      random: Math.random,
      answerMs: SUBSCRIBE_TIMEOUT_MS,
      retryMs: AGAIN_MS,
      onSnapshot: (snapshot) => {
        this.#set('online')
        this.#listener.onSnapshot(snapshot)
      },
      onBatch: (batch, view) => this.#listener.onFacts(batch, view),
      onGap: ({ from }, { number }) => log.warn('link.gap', { from, have: number }),
      onRefused: ({ code }) => log.warn('link.noSnapshot', { reason: code }),
      onUnanswered: () => log.warn('link.noSnapshot', { reason: 'no answer in time' }),
    })
  }

  #onEnded(socket: HallSocket, code: string): void {
    if (this.#socket !== socket) return
    this.#options.log.warn('link.ended', { code })
    if (code === 'access.signIn') void this.#enterAgain(socket)
  }

  #onConnectError(socket: HallSocket, error: Error & { data?: unknown }): void {
    if (this.#socket !== socket) return
    const code = codeOf(error.data)
    this.#options.log.warn('link.refused', { reason: code ?? reasonOf(error) })
    this.#set('offline')
    if (code === 'access.signIn') void this.#enterAgain(socket)
    else if (!socket.active) void this.#connectLater(socket)
  }

  /** The hall closed the line itself or did not let us on: the library leaves it to us to try again. */
  async #connectLater(socket: HallSocket): Promise<void> {
    await pause(this.#options.clock, AGAIN_MS, this.#stop.signal)
    if (this.#socket === socket && !socket.active) socket.connect()
  }

  /** The token is no longer good. */
  async #enterAgain(socket: HallSocket): Promise<void> {
    this.#socket = undefined
    this.#follower?.stop()
    socket.disconnect()
    this.#set('offline')
    try {
      await this.#options.keys.clear()
    } catch (cause) {
      this.#options.log.error('link.keys', cause)
    }
    await pause(this.#options.clock, AGAIN_MS, this.#stop.signal)
    this.#enter()
  }

  #set(state: LinkState): void {
    if (state === this.#state) return
    this.#state = state
    this.#options.log.info('link.state', { state })
    this.#listener.onState(state)
  }
}

function codeOf(data: unknown): string | undefined {
  const code = typeof data === 'object' && data !== null && 'code' in data ? data.code : undefined
  return typeof code === 'string' ? code : undefined
}
