import type { Server as HttpServer } from 'node:http'
import type { Socket as NetSocket } from 'node:net'
import { fastifyCookie } from '@fastify/cookie'
import {
  AUDIENCES,
  Command,
  Handshake,
  actorRef,
  audienceOf,
  refuse,
  refuseTooMany,
} from '@service-hall/contract'
import type {
  Answer,
  Audience,
  BillingReply,
  ClientToHall,
  CommandId,
  FactBatch,
  FileAnswer,
  PackageAnswer,
  HallToClient,
  ImageAnswer,
  PinVerdict,
  Refusal,
  RefusalCode,
  Snapshot,
  SnapshotView,
  StationId,
  SurroundingsTold,
} from '@service-hall/contract'
import { Unread, cutOff, failureRefusal, unreadBytes } from '@service-hall/server-kit'
import { Server } from 'socket.io'
import type { Socket } from 'socket.io'
import { Broadcaster, DISPLAY_CHANNEL, KIOSK_CHANNEL, channelOf } from './broadcast.ts'
import type { Channel } from './broadcast.ts'
import type { Peer } from '../core/capability.ts'
import type { Execute } from '../core/execute.ts'
import { AccountAnswers } from '../billing/answer.ts'
import { takePiece } from '../file/take-piece.ts'
import { givePiece } from '../media/give-piece.ts'
import { givePackage } from '../release/give.ts'
import type { Ports } from '../ports.ts'
import { Encoded, PARSER } from './encoded.ts'
import { Limits } from './limits.ts'
import type { SocketLimits } from './limits.ts'
import { peerOfCookies } from './cookies.ts'
import { ViewTexts } from './view-texts.ts'
import { isForeign, securityHeaders } from '@service-hall/server-kit/http'

type Connection = {
  peer: Peer
  channel: Channel
  /** Enrolment the station came with; null for staff. */
  enrolment: number | null
  /** Who waits for the snapshot that is on its way; null: none is. */
  asking: ((snapshot: Encoded | Refusal) => void)[] | null
  /** Batches held back until that snapshot is sent. */
  held: FactBatch[]
  limits: SocketLimits
  unread: Unread
}
type HallSocket = Socket<ClientToHall, HallToClient, Record<string, never>, Connection>

/** How long a connection may take to say who it is, and who is told that it has. */
export type Doorway = { introductionMs: number; isKnown: (socket: NetSocket) => void }

/** How many times a peer may ask for a view before it has one. */
const MOST_ASKING = 4
/** The largest message a peer may send, bytes. */
const LARGEST_MESSAGE = 65_536

/** The live side of the hall: commands in, snapshots and facts out. Nobody is let in without a session. */
export class HallSockets {
  readonly #io: Server<ClientToHall, HallToClient, Record<string, never>, Connection>
  readonly #ports: Ports
  readonly #execute: Execute
  readonly #broadcaster: Broadcaster
  readonly #limits: Limits
  readonly #billing: AccountAnswers
  readonly #views = new ViewTexts()

  constructor(server: HttpServer, ports: Ports, execute: Execute, doorway: Doorway) {
    this.#ports = ports
    this.#execute = execute
    this.#limits = new Limits(ports.clock)
    this.#billing = new AccountAnswers(ports)
    this.#io = new Server(server, {
      maxHttpBufferSize: LARGEST_MESSAGE,
      serveClient: false,
      pingInterval: 10_000,
      pingTimeout: 8_000,
      connectTimeout: doorway.introductionMs,
      perMessageDeflate: false,
      parser: PARSER,
      allowRequest: (request, decide) =>
        decide(null, ports.isOurHost(request) && !isForeign(request.headers, ports.behindProxy)),
    })
    // What Socket.IO answers over HTTP, its errors too. Pages and routes have theirs from `httpServer`.
    const headers = Object.entries(securityHeaders(ports))
    server.prependListener('request', (request, response) => {
      if (request.url?.startsWith('/socket.io'))
        for (const [name, value] of headers) response.setHeader(name, value)
    })
    this.#broadcaster = new Broadcaster({
      has: ({ room }) => this.#io.sockets.adapter.rooms.has(room),
      send: (channel, batch) => this.#send(channel, batch),
    })
    this.#io.use((socket, next) => {
      const refusal = this.#admit(socket)
      next(refusal ? Object.assign(new Error(refusal), { data: { code: refusal } }) : undefined)
    })
    this.#io.on('connection', (socket) => {
      doorway.isKnown(socket.request.socket)
      this.#welcome(socket)
    })
    ports.surroundings?.onChanged((told) => {
      this.#io.to(KIOSK_CHANNEL.room).emit('surroundings', told)
      this.#io.to(DISPLAY_CHANNEL.room).emit('surroundings', figuresOf(told))
    })
    ports.hall.onRebuilt(({ number }) => {
      this.#views.forget()
      this.#broadcaster.announce(number)
    })
    ports.hall.onCommitted((entries) => {
      this.#views.forget()
      this.#broadcaster.publish(entries)
      for (const { fact } of entries) {
        if (
          fact.type === 'StaffSignedOut' ||
          fact.type === 'StationRevoked' ||
          fact.type === 'StationEnrolled'
        ) {
          this.#endFallen()
        }
      }
    })
  }

  /** Puts right what time or a failed commit left behind: sessions run out, stations noted wrongly, peers that do not read. */
  tick(): void {
    this.#cutOffDeaf()
    const { hall } = this.#ports
    if (hall.recovering) return
    this.#endFallen()
    for (const [stationId, { connected }] of Object.entries(hall.state.view.stations))
      if (connected !== this.#isConnected(stationId)) this.#noteStation(stationId)
  }

  /** How many sockets each audience has. */
  byAudience(): Record<Audience, number> {
    const counts = Object.fromEntries(AUDIENCES.map((audience) => [audience, 0])) as Record<Audience, number>
    for (const { data } of this.#io.sockets.sockets.values()) counts[data.channel.audience] += 1
    return counts
  }

  async close(): Promise<void> {
    this.#broadcaster.close()
    await this.#io.close()
  }

  #admit(socket: HallSocket): RefusalCode | null {
    const handshake = Handshake.safeParse(socket.handshake.auth)
    const cookies = fastifyCookie.parse(socket.handshake.headers.cookie ?? '')
    const token = handshake.success ? handshake.data.token : undefined
    const peer =
      token === undefined ? peerOfCookies(this.#ports, cookies).peer : this.#ports.sessions.peerOf(token)
    if (!peer) return 'access.signIn'
    const unknownCommands = handshake.data?.unknownCommands ?? 0
    if (peer.kind === 'station' && unknownCommands > 0)
      this.#ports.log.warn('station.unknownCommands', { station: peer.stationId, count: unknownCommands })
    const isKiosk = peer.kind === 'station' && peer.stationKind === 'kiosk'
    const channel = channelOf(audienceOf(peer), isKiosk)
    socket.data = {
      peer,
      channel,
      enrolment: this.#ports.sessions.enrolmentOf(peer),
      asking: null,
      held: [],
      limits: this.#limits.ofSocket(),
      unread: new Unread(this.#ports.clock),
    }
    return null
  }

  #welcome(socket: HallSocket): void {
    const { peer } = socket.data
    socket.on('command', (command, answer) => void this.#command(socket, command, answer))
    socket.on('subscribe', (answer) => void this.#subscribe(socket, answer))
    socket.on('maintenancePin', (pin, answer) => this.#checkPin(socket, pin, answer))
    socket.on('file', (piece, answer) => void this.#file(socket, piece, answer))
    socket.on('package', (asked, answer) => void this.#package(socket, asked, answer))
    socket.on('media', (asked, answer) => void this.#media(socket, asked, answer))
    socket.on('billing', (asked, answer) => void this.#askBilling(socket, asked, answer))
    if (peer.kind !== 'station') return
    void socket.join(`station:${peer.stationId}`)
    this.#noteStation(peer.stationId)
    socket.on('disconnect', () => this.#noteStation(peer.stationId))
  }

  async #command(socket: HallSocket, input: unknown, answer: unknown): Promise<void> {
    if (typeof answer !== 'function') return
    const reply = answer as (answer: Answer) => void
    if (!this.#mayStay(socket)) return reply(refuse('access.signIn'))
    const parsed = Command.safeParse(input)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      reply(refuse('input.invalid', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`))
      return
    }
    try {
      const { peer, limits } = socket.data
      this.#ports.sessions.acted(peer)
      reply(await this.#execute(peer, parsed.data, { tooMany: () => this.#limits.refusal(peer, limits) }))
    } catch (error) {
      this.#ports.log.error('command.failed', error, { command: parsed.data.type })
      reply(failureRefusal(error))
    }
  }

  #checkPin(socket: HallSocket, pin: unknown, answer: unknown): void {
    if (typeof answer !== 'function') return
    const reply = answer as (verdict: PinVerdict | Refusal) => void
    if (!this.#mayStay(socket)) return reply(refuse('access.signIn'))
    reply(this.#ports.pins.check(socket.data.peer, pin))
  }

  async #file(socket: HallSocket, piece: unknown, answer: unknown): Promise<void> {
    if (typeof answer !== 'function') return
    const reply = answer as (answer: FileAnswer) => void
    if (!this.#mayStay(socket)) return reply(refuse('access.signIn'))
    try {
      reply(await takePiece(this.#ports, socket.data.peer, piece))
    } catch (error) {
      this.#ports.log.error('file.notTaken', error)
      reply(failureRefusal(error))
    }
  }

  async #package(socket: HallSocket, asked: unknown, answer: unknown): Promise<void> {
    if (typeof answer !== 'function') return
    const reply = answer as (answer: PackageAnswer) => void
    if (!this.#mayStay(socket)) return reply(refuse('access.signIn'))
    try {
      reply(await givePackage(this.#ports, socket.data.peer, asked))
    } catch (error) {
      this.#ports.log.error('package.notGiven', error)
      reply(failureRefusal(error))
    }
  }

  async #media(socket: HallSocket, asked: unknown, answer: unknown): Promise<void> {
    if (typeof answer !== 'function') return
    const reply = answer as (answer: ImageAnswer) => void
    if (!this.#mayStay(socket)) return reply(refuse('access.signIn'))
    try {
      reply(await givePiece(this.#ports, socket.data.peer, asked))
    } catch (error) {
      this.#ports.log.error('image.notGiven', error)
      reply(failureRefusal(error))
    }
  }

  async #askBilling(socket: HallSocket, asked: unknown, answer: unknown): Promise<void> {
    if (typeof answer !== 'function') return
    const reply = answer as (reply: BillingReply) => void
    if (!this.#mayStay(socket)) return reply(refuse('access.signIn'))
    try {
      const { peer } = socket.data
      this.#ports.sessions.acted(peer)
      reply(await this.#billing.answer(peer, asked))
    } catch (error) {
      this.#ports.log.error('billing.notAnswered', error)
      reply(failureRefusal(error))
    }
  }

  /** Answers with a snapshot once it is on disk; who asks once more meanwhile gets the same. */
  async #subscribe(socket: HallSocket, answer: unknown): Promise<void> {
    if (typeof answer !== 'function') return
    const reply = answer as (snapshot: Encoded | Refusal) => void
    if (!this.#mayStay(socket)) return reply(refuse('access.signIn'))
    const { peer, limits, asking } = socket.data
    const tooMany = this.#limits.subscribe(peer, limits)
    if (tooMany) return reply(tooMany)
    if (asking) return asking.length < MOST_ASKING ? void asking.push(reply) : reply(refuseTooMany(1_000))
    const waiting = (socket.data.asking = [reply])
    let answered: Encoded | Refusal = refuse('hall.recovering')
    const answerAll = (snapshot: Encoded | Refusal): void => {
      answered = snapshot
      for (const one of waiting.splice(0)) one(snapshot)
    }
    const given = await this.#deliver(socket, answerAll)
    socket.data.asking = null
    const held = socket.data.held.splice(0)
    // Who asked once more after the snapshot had gone out gets the same, before what happened since.
    answerAll(given.ok ? answered : given)
    if (!given.ok) return
    for (const batch of held) socket.emit('facts', batch)
    const { surroundings } = this.#ports
    // After it has come into the room: what changes from here on comes by itself.
    if (!surroundings) return
    if (socket.data.channel === KIOSK_CHANNEL) socket.emit('surroundings', surroundings.told)
    if (socket.data.channel === DISPLAY_CHANNEL) socket.emit('surroundings', figuresOf(surroundings.told))
  }

  async #deliver(socket: HallSocket, deliver: (snapshot: Encoded) => void): Promise<{ ok: true } | Refusal> {
    const { peer, channel } = socket.data
    const { hall, vault, log } = this.#ports
    const seesNames = peer.kind === 'staff' || peer.stationKind === 'deviceHost'
    let staffNames: Record<string, string> | undefined
    try {
      if (seesNames) staffNames = await vault.staffNames()
    } catch (error) {
      log.error('snapshot.namesUnreadable', error)
      return failureRefusal(error)
    }
    if (hall.recovering) return refuse('hall.recovering')
    void socket.join(channel.room)
    try {
      await hall.whenCommitted(
        ({ view }) => this.#views.of(channel.audience, view),
        (view) => deliver(this.#snapshot(peer, view, staffNames)),
      )
      return { ok: true }
    } catch (error) {
      void socket.leave(channel.room)
      log.warn('snapshot.notSent', { reason: String(error) })
      return refuse('hall.recovering')
    }
  }

  /** `view`: a `SnapshotView` as JSON. */
  #snapshot(peer: Peer, view: string, staffNames: Record<string, string> | undefined): Encoded {
    const { hall } = this.#ports
    const rest: Omit<Snapshot, keyof SnapshotView> = {
      ok: true,
      now: hall.now(),
      you: peer,
      ...(staffNames ? { staffNames } : {}),
    }
    return new Encoded(`${view.slice(0, -1)},${JSON.stringify(rest).slice(1)}`)
  }

  /** Ends the connections of peers that do not take what they are sent. */
  #cutOffDeaf(): void {
    for (const socket of this.#io.sockets.sockets.values()) {
      const reason = socket.data.unread.look(socket)
      if (reason === null) continue
      this.#ports.log.warn('socket.cutOff', {
        peer: actorRef(socket.data.peer),
        reason,
        bytes: unreadBytes(socket),
      })
      cutOff(socket)
    }
  }

  /** Sockets of a room get the batch by one encoding; those whose snapshot is on the way get it held back. */
  #send(channel: Channel, batch: FactBatch): void {
    const waiting: string[] = []
    for (const id of this.#io.sockets.adapter.rooms.get(channel.room) ?? []) {
      const socket = this.#io.sockets.sockets.get(id)
      if (!socket?.data.asking) continue
      socket.data.held.push(batch)
      waiting.push(id)
    }
    // What is held back would bring a time that is over.
    this.#io
      .to(channel.room)
      .except(waiting)
      .emit('facts', { ...batch, now: this.#ports.hall.now() })
  }

  #isConnected(stationId: string): boolean {
    return (this.#io.sockets.adapter.rooms.get(`station:${stationId}`)?.size ?? 0) > 0
  }

  /** What cannot be noted now is put right by `tick`. */
  #noteStation(stationId: string): void {
    const { hall, log } = this.#ports
    if (!this.#limits.mayNote(stationId)) return
    const id = hall.newId() as CommandId
    const connected = this.#isConnected(stationId)
    void hall
      .system({ type: 'station.note', id, stationId: stationId as StationId, connected })
      .then((answer) => answer.ok || log.warn('station.notNoted', { stationId, code: answer.code }))
      .catch((error: unknown) => log.error('station.notNoted', error, { stationId }))
  }

  /** Ends connections whose session or enrolment no longer stands. */
  #endFallen(): void {
    for (const socket of this.#io.sockets.sockets.values()) this.#mayStay(socket)
  }

  /** Whether this peer may still be here; if not, its connection ends once it has been answered. */
  #mayStay(socket: HallSocket): boolean {
    const { peer, enrolment } = socket.data
    if (this.#ports.sessions.isStanding(peer, enrolment)) return true
    queueMicrotask(() => {
      socket.emit('ended', 'access.signIn')
      socket.disconnect(true)
    })
    return false
  }
}

/** Of what is near by a call display needs no more than how many wait. */
const figuresOf = (told: SurroundingsTold): SurroundingsTold => ({ ...told, places: null })
