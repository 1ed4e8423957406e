import { fastifyCookie } from '@fastify/cookie'
import { CONSOLE_NAMESPACE, refuse, refuseTooMany, tileChange } from '@service-hall/contract'
import type {
  ConsoleToHub,
  HallId,
  HallTile,
  HubToConsole,
  Refusal,
  RefusalCode,
  TileSnapshot,
} from '@service-hall/contract'
import { TokenBucket, Unread, cutOff } from '@service-hall/server-kit'
import type { Cancel } from '@service-hall/server-kit'
import { isForeign } from '@service-hall/server-kit/http'
import type { Namespace, Server, Socket } from 'socket.io'
import { hallsSeen } from '../access/may.ts'
import type { ConsolePeer } from '../access/sessions.ts'
import type { Account } from '../access/state.ts'
import type { ConsolePorts } from '../ports.ts'
import type { Consoles } from './audience.ts'
import { consoleCookies } from './cookies.ts'
import { HallWatch } from './hall-watch.ts'

type Line = {
  accountId: ConsolePeer['account']['accountId']
  sessionId: ConsolePeer['sessionId']
  /** The room of those who see the same; null: it has not subscribed. */
  scope: string | null
  unread: Unread
  subscribes: TokenBucket
}
type Nsp = Namespace<ConsoleToHub, HubToConsole, Record<string, never>, Line>
type ConsoleSocket = Socket<ConsoleToHub, HubToConsole, Record<string, never>, Line>

/** Snapshots that are asked for: one for each connection, and a few more. */
const SUBSCRIBES = { burst: 6, perMinute: 6 }
/** Lines of one session at once: tabs of a browser, and a few that have not been missed yet. */
const MOST_LINES = 40
/** How often sessions and unread bytes are looked at, ms. */
const TICK_MS = 5_000
/** After a change of the organisation who watches gets their view anew, together for changes in a row, ms. */
const ANEW_MS = 250

/** The console's live side: each signed-in session gets the tiles of the halls that it may see, and of no other. */
export class ConsoleSockets implements Consoles {
  readonly #ports: ConsolePorts
  readonly #nsp: Nsp
  /** Halls by scope, as long as neither organisation nor roles change. */
  readonly #seen = new Map<string, Set<HallId>>()
  /** Tiles as those who see them know them, be it from a snapshot. */
  readonly #told = new Map<HallId, HallTile>()
  #anew: Cancel | null = null
  #tick: Cancel | null = null
  #closed = false

  constructor(io: Server, ports: ConsolePorts) {
    this.#ports = ports
    this.#nsp = io.of(CONSOLE_NAMESPACE) as Nsp
    this.#nsp.use((socket, next) => {
      const refused = this.#admit(socket)
      next(refused ? Object.assign(new Error(refused), { data: { code: refused } }) : undefined)
    })
    this.#nsp.on('connection', (socket) => {
      socket.on('subscribe', (answer: unknown) => {
        if (typeof answer === 'function')
          (answer as (snapshot: TileSnapshot | Refusal) => void)(this.#subscribe(socket))
      })
    })
    new HallWatch(this.#nsp, ports)
    ports.live.onChanged((tiles) => this.#tell(tiles))
    ports.records.onFolded(() => this.#reconsider())
    this.#tickAgain()
  }

  close(): void {
    this.#closed = true
    this.#anew?.()
    this.#tick?.()
  }

  /** Tells each group of those who see the same what `make` says for the halls that it sees. */
  tell: Consoles['tell'] = (event, make) => {
    for (const [scope, seen] of this.#seen) {
      if (!this.#nsp.adapter.rooms.has(scope)) continue
      const payload = make(seen)
      if (payload !== null)
        (this.#nsp.to(scope).emit as (event: string, payload: unknown) => void)(event, payload)
    }
  }

  #admit(socket: ConsoleSocket): RefusalCode | null {
    const { ports, request } = { ports: this.#ports, request: socket.request }
    if (!ports.isOurHost(request)) return 'access.otherHost'
    if (isForeign(request.headers, ports.behindProxy)) return 'access.otherOrigin'
    const cookies = fastifyCookie.parse(request.headers.cookie ?? '')
    const peer = ports.sessions.peerOf(cookies[consoleCookies(ports).session])
    if (!peer) return 'access.signIn'
    const { sessionId } = peer
    const open = [...this.#nsp.sockets.values()].filter(({ data }) => data.sessionId === sessionId).length
    if (open >= MOST_LINES) return 'access.tooMany'
    socket.data = {
      ...{ accountId: peer.account.accountId, sessionId, scope: null },
      unread: new Unread(ports.clock),
      subscribes: new TokenBucket(ports.clock, SUBSCRIBES),
    }
    return null
  }

  #subscribe(socket: ConsoleSocket): TileSnapshot | Refusal {
    const peer = this.#standing(socket)
    if (!peer) return refuse('access.signIn')
    const { subscribes } = socket.data
    if (!subscribes.take()) return refuseTooMany(subscribes.waitMs())
    const scope = this.#scopeOf(peer.account)
    // What others have still to be told is told first: the next changes are those after this snapshot.
    this.#ports.live.tellNow()
    this.#enter(socket, scope)
    return this.#snapshot(scope)
  }

  #standing({ data }: ConsoleSocket): ConsolePeer | null {
    return this.#ports.sessions.standing(data.accountId, data.sessionId)
  }

  #enter(socket: ConsoleSocket, scope: string): void {
    if (socket.data.scope === scope) return
    if (socket.data.scope !== null) void socket.leave(socket.data.scope)
    socket.data.scope = scope
    void socket.join(scope)
  }

  /** Those with roles for the same regions see the same: a tile is chosen and encoded once for all of them. */
  #scopeOf(account: Account): string {
    const scope = account.grants
      .map(({ regionId }) => regionId)
      .sort()
      .join(',')
    if (!this.#seen.has(scope)) this.#seen.set(scope, hallsSeen(this.#ports.records.state, account))
    return scope
  }

  #snapshot(scope: string): TileSnapshot {
    const seen = this.#seen.get(scope) ?? new Set()
    const tiles = this.#ports.live.tiles().filter(({ hallId }) => seen.has(hallId))
    for (const tile of tiles) this.#told.set(tile.hallId, tile)
    return { ok: true, now: this.#ports.clock.now(), tiles }
  }

  #tell(tiles: readonly HallTile[]): void {
    const now = this.#ports.clock.now()
    const changes = tiles.map((tile) => tileChange(this.#told.get(tile.hallId), tile))
    for (const tile of tiles) this.#told.set(tile.hallId, tile)
    for (const [scope, seen] of this.#seen) {
      if (!this.#nsp.adapter.rooms.has(scope)) continue
      const theirs = changes.filter(({ hallId }) => seen.has(hallId))
      if (theirs.length > 0) this.#nsp.to(scope).emit('tiles', { now, tiles: theirs })
    }
  }

  /** Records changed: whose session is over goes, and from this moment nobody is told of what they see no more. */
  #reconsider(): void {
    const before = new Map(this.#seen)
    this.#seen.clear()
    let isAnother = false
    for (const socket of this.#nsp.sockets.values()) {
      const peer = this.#standing(socket)
      if (!peer) {
        endLine(socket)
        continue
      }
      const { scope } = socket.data
      if (scope === null) continue
      const now = this.#scopeOf(peer.account)
      this.#enter(socket, now)
      isAnother ||= now !== scope || !isSame(before.get(scope), this.#seen.get(now))
    }
    if (!isAnother || this.#closed) return
    this.#anew ??= this.#ports.clock.after(ANEW_MS, () => {
      this.#anew = null
      this.#ports.live.tellNow()
      for (const scope of this.#seen.keys()) this.#nsp.to(scope).emit('snapshot', this.#snapshot(scope))
    })
  }

  #tickAgain(): void {
    this.#tick = this.#ports.clock.after(TICK_MS, () => {
      for (const socket of this.#nsp.sockets.values()) {
        const reason = socket.data.unread.look(socket)
        if (reason !== null) {
          this.#ports.log.warn('console.cutOff', { account: socket.data.accountId, reason })
          cutOff(socket)
        } else if (!this.#standing(socket)) endLine(socket)
      }
      if (!this.#closed) this.#tickAgain()
    })
  }
}

function endLine(socket: ConsoleSocket): void {
  socket.emit('ended', 'access.signIn')
  socket.disconnect(true)
}

function isSame(a: ReadonlySet<HallId> | undefined, b: ReadonlySet<HallId> | undefined): boolean {
  return a?.size === b?.size && [...(a ?? [])].every((hallId) => b?.has(hallId))
}
