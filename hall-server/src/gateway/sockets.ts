import type { Server as HttpServer } from 'node:http'
import { fastifyCookie } from '@fastify/cookie'
import { AUDIENCES, Command, Handshake, audienceOf, refuse } from '@service-hall/contract'
import type {
  Answer,
  Audience,
  ClientToHall,
  CommandId,
  FactBatch,
  HallToClient,
  HallView,
  Refusal,
  RefusalCode,
  Snapshot,
  StationId,
} from '@service-hall/contract'
import { failureRefusal } from '@service-hall/server-kit'
import { Server } from 'socket.io'
import type { Socket } from 'socket.io'
import { Broadcaster, channelOf } from './broadcast.ts'
import type { Channel } from './broadcast.ts'
import type { Peer } from '../core/capability.ts'
import type { Execute } from '../core/execute.ts'
import type { Ports } from '../ports.ts'
import { COOKIE } from './peer.ts'
import { isForeign } from '@service-hall/server-kit/http'

type Connection = {
  peer: Peer
  channel: Channel
  /** Enrolment the station came with; null for staff. */
  enrolment: number | null
  /** Snapshots that wait for the disk, and the batches held back until the last of them is sent. */
  due: number
  held: FactBatch[]
}
type HallSocket = Socket<ClientToHall, HallToClient, Record<string, never>, Connection>

/** The largest message a peer may send, bytes. */
const LARGEST_MESSAGE = 65_536

/** The live side of the hall: commands in, snapshots and facts out. Nobody is let in without a session. */
export class HallSockets {
  readonly #io: Server<ClientToHall, HallToClient, Record<string, never>, Connection>
  readonly #ports: Ports
  readonly #execute: Execute
  readonly #broadcaster: Broadcaster

  constructor(server: HttpServer, ports: Ports, execute: Execute) {
    this.#ports = ports
    this.#execute = execute
    this.#io = new Server(server, {
      maxHttpBufferSize: LARGEST_MESSAGE,
      serveClient: false,
      pingInterval: 10_000,
      pingTimeout: 8_000,
      perMessageDeflate: false,
      allowRequest: (request, decide) => decide(null, !isForeign(request.headers, ports.behindProxy)),
    })
    this.#broadcaster = new Broadcaster({
      has: ({ room }) => this.#io.sockets.adapter.rooms.has(room),
      send: (channel, batch) => this.#send(channel, batch),
    })
    this.#io.use((socket, next) => {
      const refusal = this.#admit(socket)
      next(refusal ? Object.assign(new Error(refusal), { data: { code: refusal } }) : undefined)
    })
    this.#io.on('connection', (socket) => this.#welcome(socket))
    ports.hall.onRebuilt(({ number }) => this.#broadcaster.announce(number))
    ports.hall.onCommitted((entries) => {
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

  /** Puts right what time or a failed commit left behind: sessions run out, stations noted wrongly. */
  tick(): void {
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
    const token = (handshake.success ? handshake.data.token : undefined) ?? cookies[COOKIE]
    const peer = this.#ports.sessions.peerOf(token)
    if (!peer) return 'access.signIn'
    const unknownCommands = handshake.data?.unknownCommands ?? 0
    if (peer.kind === 'station' && unknownCommands > 0)
      this.#ports.log.warn('station.unknownCommands', { station: peer.stationId, count: unknownCommands })
    const isKiosk = peer.kind === 'station' && peer.stationKind === 'kiosk'
    const channel = channelOf(audienceOf(peer), isKiosk)
    socket.data = { peer, channel, enrolment: this.#ports.sessions.enrolmentOf(peer), due: 0, held: [] }
    return null
  }

  #welcome(socket: HallSocket): void {
    const { peer } = socket.data
    socket.on('command', (command, answer) => void this.#command(socket, command, answer))
    socket.on('subscribe', (answer) => void this.#subscribe(socket, answer))
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
      reply(await this.#execute(socket.data.peer, parsed.data))
    } catch (error) {
      this.#ports.log.error('command.failed', error, { command: parsed.data.type })
      reply(failureRefusal(error))
    }
  }

  /** Answers with a snapshot once it is on disk; batches that come meanwhile follow it. */
  async #subscribe(socket: HallSocket, answer: unknown): Promise<void> {
    if (typeof answer !== 'function') return
    const reply = answer as (snapshot: Snapshot | Refusal) => void
    if (!this.#mayStay(socket)) return reply(refuse('access.signIn'))
    const { peer, channel } = socket.data
    const { hall, vault, log } = this.#ports
    const seesNames = peer.kind === 'staff' || peer.stationKind === 'deviceHost'
    let staffNames: Record<string, string> | undefined
    try {
      if (seesNames) staffNames = await vault.staffNames()
    } catch (error) {
      log.error('snapshot.namesUnreadable', error)
      return reply(failureRefusal(error))
    }
    if (hall.recovering) return reply(refuse('hall.recovering'))
    void socket.join(channel.room)
    socket.data.due += 1
    const deliver = (view: HallView): void => reply(this.#snapshot(peer, view, staffNames))
    const failure = await hall.committedView(channel.audience, deliver).then(() => null, String)
    socket.data.due -= 1
    const held = socket.data.due === 0 ? socket.data.held.splice(0) : []
    if (failure === null) {
      for (const batch of held) socket.emit('facts', batch)
    } else {
      void socket.leave(channel.room)
      log.warn('snapshot.notSent', { reason: failure })
      reply(refuse('hall.recovering'))
    }
  }

  #snapshot(peer: Peer, view: HallView, staffNames: Record<string, string> | undefined): Snapshot {
    const { hall, maintenancePin } = this.#ports
    return {
      ok: true,
      view,
      now: hall.now(),
      you: peer,
      ...(staffNames ? { staffNames } : {}),
      ...(peer.kind === 'station' && peer.stationKind === 'kiosk' ? { station: { maintenancePin } } : {}),
    }
  }

  /** Sockets of a room get the batch by one encoding; those whose snapshot is on the way get it held back. */
  #send(channel: Channel, batch: FactBatch): void {
    const waiting: string[] = []
    for (const id of this.#io.sockets.adapter.rooms.get(channel.room) ?? []) {
      const socket = this.#io.sockets.sockets.get(id)
      if (!socket || socket.data.due === 0) continue
      socket.data.held.push(batch)
      waiting.push(id)
    }
    this.#io.to(channel.room).except(waiting).emit('facts', batch)
  }

  #isConnected(stationId: string): boolean {
    return (this.#io.sockets.adapter.rooms.get(`station:${stationId}`)?.size ?? 0) > 0
  }

  #noteStation(stationId: string): void {
    const { hall, log } = this.#ports
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
