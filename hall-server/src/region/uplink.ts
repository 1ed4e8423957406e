import {
  UPLINK_NAMESPACE,
  UPLINK_VERSION,
  UPLINK_WINDOW,
  HubChallenge,
  helloText,
  uuid7,
  welcomeText,
} from '@service-hall/contract'
import type {
  HallHello,
  HallToHub,
  HubToHall,
  HubWelcome,
  Mark,
  RefusalCode,
  FileAnswer,
  SurroundingsAnswer,
  ImageAnswer,
  ImageAsked,
  PackageAnswer,
  UplinkAnswer,
  UplinkRefusal,
} from '@service-hall/contract'
import {
  derivedId,
  exchange,
  freshBytes,
  isSealed,
  isSealedAnswer,
  isSigned,
  keyFingerprint,
  reasonOf,
} from '@service-hall/server-kit'
import type { Cancel, Clock, Identity, Log, SealedLine } from '@service-hall/server-kit'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import type { HallOf } from '../core/hall.ts'
import { commonPoint } from './common-point.ts'
import { takeDirective } from './directed.ts'
import type { HubAddresses } from './hub-addresses.ts'
import { nextBatch } from './reader.ts'
import type { WithRegion } from './state.ts'

type HubSocket = Socket<HubToHall, HallToHub>

export type UplinkOptions = {
  /** Where the hub is. */
  addresses: HubAddresses
  hall: HallOf<WithRegion>
  identity: Identity
  /** The hub's key: from the hall's file, or the one remembered since the first welcome. Null: not known yet. */
  hubKey: string | null
  /** Told the hub's key at the first welcome. */
  remember: (hubKey: string) => Promise<void>
  release: string
  clock: Clock
  log: Log
}

/** How the line stands, for administration and monitoring. */
export type UplinkState = {
  state: 'connecting' | 'waiting' | 'online' | 'refused'
  /** Why it is refused, or waits. */
  code: RefusalCode | null
  /** The last fact that the hub has on its disk; null: not known yet. */
  acknowledged: number | null
  /** What the hall's administrator compares with what the region shows. */
  fingerprint: string
}

const ANSWER_MS = 60_000
/** Waits, ms, before asking again: a hall that is not let in yet shall see soon that it is. */
const WAITING_MS = 5_000
const REFUSED_MS = 30_000

/** One connection that was let in. */
type Session = {
  socket: HubSocket
  line: SealedLine
  /** Whether the hub takes files. */
  takesFiles: boolean
  /** Whether it says what is near by, and how often it was asked. */
  tellsSurroundings: boolean
  asked: number
  /** Whether the hub has images of playlists. */
  hasImages: boolean
  /** Whether it has packages of releases. */
  hasPackages: boolean
  /** The next fact to send. */
  next: number
  underWay: number
  reading: boolean
}

/**
 * The line to the region: sends the hall's facts in order, a few batches at a time, goes on after what the hub has on
 * its disk, and begins another epoch when the hub knows more than the hall does. Heals by itself.
 */
export class Uplink {
  readonly #options: UplinkOptions
  readonly #state: UplinkState
  #socket: HubSocket | undefined
  #session: Session | null = null
  #hubKey: string | null
  #ends: (() => void)[] = []
  #retry: Cancel | null = null
  readonly #online = new Set<() => void>()

  constructor(options: UplinkOptions) {
    this.#options = options
    this.#hubKey = options.hubKey
    const fingerprint = keyFingerprint(options.identity.publicKey)
    this.#state = { state: 'connecting', code: null, acknowledged: null, fingerprint }
  }

  get state(): Readonly<UplinkState> {
    return this.#state
  }

  /** The node that is spoken to, or tried. */
  get address(): string {
    return this.#options.addresses.present
  }

  start(): void {
    this.#ends.push(this.#options.hall.onCommitted(() => this.#pump()))
    this.#open()
  }

  /** Told each time the line has come up. */
  onOnline(listener: () => void): void {
    this.#online.add(listener)
  }

  /** Sends a piece of a file, a `FilePiece` as JSON. Rejects where there is no line, no answer, or a hub that takes none. */
  async sendFile(text: string): Promise<FileAnswer> {
    const session = this.#session
    if (!session) throw new Error('the line to the region is down')
    if (!session.takesFiles) throw new Error('the hub is of a release that takes no files')
    // Sealed and sent in one turn: seals have an order.
    const sealed = session.line.files.next(text)
    return session.socket.timeout(ANSWER_MS).emitWithAck('file', text, sealed) as Promise<FileAnswer>
  }

  /**
   * Asks what is near by: `Surroundings` as JSON, or null from a hub that does not say. Rejects where there is no line, no
   * answer, or a no; an answer that is not the hub's ends the line.
   */
  async askSurroundings(version: string | null): Promise<string | null> {
    const session = this.#session
    if (!session) throw new Error('the line to the region is down')
    if (!session.tellsSurroundings) return null
    const { socket, line } = session
    const turn = session.asked++
    const answer = (await socket
      .timeout(ANSWER_MS)
      .emitWithAck('surroundings', { version })) as SurroundingsAnswer
    if (!answer.ok) throw new Error(answer.code)
    const { text, seal } = answer
    const isHubs =
      typeof text === 'string' &&
      typeof seal === 'string' &&
      isSealedAnswer(line.surroundings, { turn, text, seal })
    if (isHubs) return text
    if (this.#session === session) this.#refused(socket, { ok: false, code: 'uplink.untrusted' })
    throw new Error('the answer is not the hub’s')
  }

  /** Asks for a piece of an image. Rejects as `sendFile` does. */
  async askForImage(asked: ImageAsked): Promise<ImageAnswer> {
    const session = this.#session
    if (!session) throw new Error('the line to the region is down')
    if (!session.hasImages) throw new Error('the hub is of a release that has no images')
    const text = JSON.stringify(asked)
    const sealed = session.line.files.next(text)
    return session.socket.timeout(ANSWER_MS).emitWithAck('media', text, sealed) as Promise<ImageAnswer>
  }

  /** Asks for a piece of a package, a `PackageAsked` as JSON. Rejects as `sendFile` does. */
  async askForPackage(text: string): Promise<PackageAnswer> {
    const session = this.#session
    if (!session) throw new Error('the line to the region is down')
    if (!session.hasPackages) throw new Error('the hub is of a release that has no packages')
    const sealed = session.line.files.next(text)
    return session.socket.timeout(ANSWER_MS).emitWithAck('package', text, sealed) as Promise<PackageAnswer>
  }

  #open(): void {
    const { addresses, log } = this.#options
    const url = new URL(UPLINK_NAMESPACE, addresses.present).href
    // It does not come back by itself: the next attempt may be at another node.
    const socket: HubSocket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      timeout: 20_000,
      reconnection: false,
    })
    this.#socket = socket
    socket.on('challenge', (challenge) => void this.#attempt(socket, () => this.#greet(socket, challenge)))
    socket.on('ended', (code) => this.#note('refused', code))
    socket.on('directive', (text, seal, answer) => {
      if (typeof answer === 'function') void this.#directed(socket, { text, seal }, answer)
    })
    socket.on('connect_error', (error) => {
      log.warn('uplink.unreachable', { hub: addresses.present, reason: error.message })
      this.#again(socket, addresses.unreachable())
    })
    socket.on('disconnect', (reason) => {
      this.#session = null
      const wasOnline = this.#state.state === 'online'
      if (wasOnline) this.#note('connecting', null)
      log.warn('uplink.lost', { hub: addresses.present, reason })
      this.#again(socket, this.#waitAfter(wasOnline))
    })
  }

  stop(): void {
    for (const end of this.#ends.splice(0)) end()
    this.#retry?.()
    this.#session = null
    const socket = this.#socket
    // What its end sets off must not begin it anew.
    this.#socket = undefined
    socket?.disconnect()
  }

  /** After the hub or the network ended the line: how long to wait, not in step with other halls. */
  #waitAfter(wasOnline: boolean): number {
    const { state } = this.#state
    if (wasOnline || state === 'connecting') return this.#options.addresses.lost()
    return (state === 'waiting' ? WAITING_MS : REFUSED_MS) * (0.5 + Math.random())
  }

  #again(socket: HubSocket, waitMs: number): void {
    if (this.#socket !== socket) return
    this.#socket = undefined
    socket.disconnect()
    this.#retry = this.#options.clock.after(waitMs, () => this.#open())
  }

  /** Runs a step of the conversation; what goes wrong ends the connection, which begins anew. */
  async #attempt(socket: HubSocket, step: () => Promise<void>): Promise<void> {
    try {
      await step()
    } catch (error) {
      this.#options.log.warn('uplink.failed', { reason: reasonOf(error) })
      this.#drop(socket)
    }
  }

  #drop(socket: HubSocket): void {
    this.#session = null
    if (this.#socket !== socket) return
    this.#again(socket, this.#waitAfter(false))
  }

  async #greet(socket: HubSocket, said: unknown): Promise<void> {
    const challenge = HubChallenge.parse(said)
    if (challenge.version !== UPLINK_VERSION)
      return this.#refused(socket, { ok: false, code: 'uplink.version' })
    if (this.#hubKey !== null && challenge.hubKey !== this.#hubKey)
      return this.#refused(socket, { ok: false, code: 'uplink.untrusted' })
    const half = exchange()
    const hello = this.#hello(challenge, half.publicKey)
    if (!hello) return this.#drop(socket)
    const answer = (await socket.timeout(ANSWER_MS).emitWithAck('hello', hello)) as HubWelcome | UplinkRefusal
    if (!answer.ok) return this.#refused(socket, answer)
    if (!isSigned(challenge.hubKey, welcomeText(challenge, hello), answer.signature))
      return this.#refused(socket, { ok: false, code: 'uplink.untrusted' })
    if (this.#hubKey === null) {
      await this.#options.remember(challenge.hubKey)
      this.#hubKey = challenge.hubKey
    }
    const line = half.agree(challenge.exchange, helloText(challenge, hello))
    if (!(await this.#continues(answer))) return this.#fork(socket, answer)
    this.#options.addresses.reached()
    this.#note('online', null)
    this.#state.acknowledged = answer.number
    this.#session = {
      ...{ socket, line, takesFiles: answer.files === true },
      ...{ hasImages: answer.media === true, hasPackages: answer.packages === true },
      ...{ tellsSurroundings: answer.surroundings === true, asked: 0 },
      ...{ next: answer.number + 1, underWay: 0, reading: false },
    }
    this.#pump()
    for (const listener of this.#online) listener()
  }

  #hello(challenge: HubChallenge, exchangeKey: string): HallHello | null {
    const { hall, identity, release } = this.#options
    if (!hall.config) return null
    const { epoch, parent } = hall.state.region
    const unsigned = {
      version: UPLINK_VERSION,
      hallId: hall.config.hall.id,
      hallKey: identity.publicKey,
      exchange: exchangeKey,
      epoch,
      parent,
      last: hall.committedNumber,
      release,
    }
    return { ...unsigned, signature: identity.sign(helloText(challenge, unsigned)) }
  }

  /** Whether what the hub has is a beginning of what the hall has. */
  async #continues({ number, mark }: HubWelcome): Promise<boolean> {
    const { hall } = this.#options
    if (number > hall.committedNumber) return false
    if (!mark) return true
    const [own] = await hall.marks({ from: mark.number, to: mark.number })
    if (own) return own.mark === mark.mark
    return mark.number < (await hall.firstNumber()) // pruned here: nothing speaks against it
  }

  /** The hub knows facts that are not this hall's: what comes from here on is another epoch. */
  async #fork(socket: HubSocket, { number }: HubWelcome): Promise<void> {
    const { hall, clock, log } = this.#options
    const { epoch: ended } = hall.state.region
    const ask = async (upTo: number): Promise<Mark[]> => {
      const asked = { epoch: ended, upTo }
      const page = (await socket.timeout(ANSWER_MS).emitWithAck('marks', asked)) as Mark[] | UplinkRefusal
      if (!Array.isArray(page)) throw new Error(`the hub gives no marks: ${page.code}`)
      return page
    }
    const last = Math.min(number, hall.committedNumber)
    const after = await commonPoint(last, ask, (range) => hall.marks(range))
    const epoch = uuid7(clock.now(), freshBytes(10))
    log.warn('uplink.epochBegins', { after, hubHad: number, last: hall.committedNumber })
    const id = derivedId('epoch', ended, after, number)
    const answer = await hall.system({ type: 'region.beginEpoch', id, ended, epoch, after, hubHad: number })
    if (!answer.ok) log.warn('uplink.epochRefused', { code: answer.code })
    this.#drop(socket)
  }

  /** Sends what is to be sent, as far as the window lets it; single facts gather while a batch is under way. */
  #pump(): void {
    const session = this.#session
    if (!session || session.reading || session.underWay >= UPLINK_WINDOW) return
    if (session.next > this.#options.hall.committedNumber) return
    session.reading = true
    void this.#attempt(session.socket, async () => {
      const { hall } = this.#options
      const batch = await nextBatch(hall, hall.state.region.epoch, session.next)
      session.reading = false
      if (!batch || this.#session !== session) return
      session.next = batch.to + 1
      session.underWay += 1
      const text = JSON.stringify(batch)
      void this.#attempt(session.socket, () => this.#send(session, text))
      this.#pump()
    })
  }

  async #send(session: Session, text: string): Promise<void> {
    const { socket, line } = session
    const sealed = line.up.next(text)
    const answer = (await socket.timeout(ANSWER_MS).emitWithAck('facts', text, sealed)) as UplinkAnswer
    if (this.#session !== session) return
    if (!answer.ok) return this.#refused(socket, answer)
    session.underWay -= 1
    this.#state.acknowledged = Math.max(this.#state.acknowledged ?? 0, answer.number)
    this.#pump()
  }

  /** A directive of the region: on the disk before it is answered. The seal is checked in the turn in which it came. */
  async #directed(
    socket: HubSocket,
    { text, seal }: { text: unknown; seal: unknown },
    answer: (answer: { ok: true } | UplinkRefusal) => void,
  ): Promise<void> {
    const session = this.#session
    const isHubs =
      session?.socket === socket &&
      typeof text === 'string' &&
      typeof seal === 'string' &&
      isSealed(session.line.down, text, seal)
    if (!isHubs) {
      answer({ ok: false, code: 'uplink.untrusted' })
      return this.#refused(socket, { ok: false, code: 'uplink.untrusted' })
    }
    const command = takeDirective(text)
    if (!command) return answer({ ok: false, code: 'input.invalid' })
    const taken = await this.#options.hall.system(command)
    answer(taken.ok ? { ok: true } : { ok: false, code: taken.code })
  }

  #refused(socket: HubSocket, { code, detail }: UplinkRefusal): void {
    this.#note(code === 'uplink.pending' ? 'waiting' : 'refused', code, detail)
    this.#drop(socket)
  }

  #note(state: UplinkState['state'], code: RefusalCode | null, detail?: string): void {
    if (this.#state.state === state && this.#state.code === code) return
    Object.assign(this.#state, { state, code })
    const { fingerprint } = this.#state
    this.#options.log.info('uplink.state', { state, code, detail, fingerprint })
  }
}
