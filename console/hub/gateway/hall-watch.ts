import { HallId, hallDelta, refuse, refuseTooMany } from '@service-hall/contract'
import type {
  ConsoleToHub,
  HallConfig,
  HallLive,
  HallSnapshot,
  HubToConsole,
  Refusal,
} from '@service-hall/contract'
import { TokenBucket } from '@service-hall/server-kit'
import type { Namespace, Socket } from 'socket.io'
import { sees } from '../access/may.ts'
import type { ConsoleSessions } from '../access/sessions.ts'
import { hallShown, planSource } from '../live/hall-shown.ts'
import type { ConsolePorts } from '../ports.ts'

type Who = {
  accountId: Parameters<ConsoleSessions['standing']>[0]
  sessionId: Parameters<ConsoleSessions['standing']>[1]
}
type Nsp = Namespace<ConsoleToHub, HubToConsole, Record<string, never>, Who>
type WatchSocket = Socket<ConsoleToHub, HubToConsole, Record<string, never>, Who>

/** Halls that one connection may begin to watch: somebody walks from hall to hall, a program does not. */
const WATCHES = { burst: 20, perMinute: 60 }

/** What those who watch a hall have been told, and who they are. */
type Watched = { told: HallLive; source: HallConfig | null; by: Set<WatchSocket> }
type Ports = Pick<ConsolePorts, 'live' | 'records' | 'sessions' | 'clock'>

/**
 * Tells who looks at one hall how it is now: a snapshot, then the rows that change, together as often as the region's
 * tiles are. A hall that nobody watches costs nothing; one that fifty watch is compared and encoded once.
 */
export class HallWatch {
  readonly #ports: Ports
  readonly #nsp: Nsp
  readonly #halls = new Map<HallId, Watched>()
  readonly #watching = new Map<WatchSocket, HallId>()

  constructor(nsp: unknown, ports: Ports) {
    this.#ports = ports
    this.#nsp = nsp as Nsp
    this.#nsp.on('connection', (socket) => this.#serve(socket))
    ports.live.onChanged((tiles) => {
      for (const { hallId } of tiles) this.#tell(hallId)
    })
    ports.records.onFolded(() => this.#reconsider())
  }

  /** How many halls are watched. */
  get watched(): number {
    return this.#halls.size
  }

  #serve(socket: WatchSocket): void {
    const bucket = new TokenBucket(this.#ports.clock, WATCHES)
    socket.on('watchHall', (hallId: unknown, answer: unknown) => {
      if (typeof answer !== 'function') return
      const reply = answer as (snapshot: HallSnapshot | Refusal) => void
      const asked = HallId.safeParse(hallId)
      if (!asked.success) return reply(refuse('input.invalid', 'hallId'))
      if (!bucket.take()) return reply(refuseTooMany(bucket.waitMs()))
      reply(this.#watch(socket, asked.data))
    })
    socket.on('leaveHall', () => this.#leave(socket))
    socket.on('disconnect', () => this.#leave(socket))
  }

  #watch(socket: WatchSocket, hallId: HallId): HallSnapshot | Refusal {
    this.#leave(socket)
    if (!this.#maySee(socket, hallId)) return refuse('organisation.unknownHall')
    // What others have still to be told is told first, so that the next rows are those after this snapshot.
    this.#tell(hallId)
    const hall = this.#ports.live.hall(hallId)
    const watched = this.#halls.get(hallId) ?? {
      ...{ told: hallShown(hall), source: planSource(hall), by: new Set<WatchSocket>() },
    }
    watched.by.add(socket)
    this.#halls.set(hallId, watched)
    this.#watching.set(socket, hallId)
    void socket.join(roomOf(hallId))
    return { ok: true, now: this.#ports.clock.now(), hall: watched.told }
  }

  #leave(socket: WatchSocket): void {
    const hallId = this.#watching.get(socket)
    if (hallId === undefined) return
    this.#watching.delete(socket)
    void socket.leave(roomOf(hallId))
    const watched = this.#halls.get(hallId)
    watched?.by.delete(socket)
    if (watched?.by.size === 0) this.#halls.delete(hallId)
  }

  #tell(hallId: HallId): void {
    const watched = this.#halls.get(hallId)
    if (!watched) return
    const hall = this.#ports.live.hall(hallId)
    const shown = hallShown(hall)
    const now = this.#ports.clock.now()
    const before = watched.told
    watched.told = shown
    // A view that was tidied up is another object with the same plan.
    const isSamePlan =
      watched.source === planSource(hall) || JSON.stringify(before.plan) === JSON.stringify(shown.plan)
    watched.source = planSource(hall)
    const room = this.#nsp.to(roomOf(hallId))
    if (!isSamePlan) return void room.emit('hall', { ok: true, now, hall: shown })
    const delta = hallDelta(before, shown, now)
    if (delta) room.emit('hallDelta', delta)
  }

  /** Records changed: who may no longer see the hall is told nothing more, from this moment. */
  #reconsider(): void {
    for (const [socket, hallId] of this.#watching) {
      if (this.#maySee(socket, hallId)) continue
      this.#leave(socket)
      socket.emit('hallEnded', hallId, 'organisation.unknownHall')
    }
  }

  #maySee({ data }: WatchSocket, hallId: HallId): boolean {
    const { sessions, records } = this.#ports
    const peer = sessions.standing(data.accountId, data.sessionId)
    return peer !== null && sees(records.state, peer.account, { hallId })
  }
}

const roomOf = (hallId: HallId): string => `hall ${hallId}`
