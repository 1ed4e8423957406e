import { CONSOLE_NAMESPACE } from '@service-hall/contract'
import type {
  AlertDelta,
  ConsoleToHub,
  HallDelta,
  HallId,
  HallSnapshot,
  HubToConsole,
  Refusal,
  RefusalCode,
  TileDelta,
  TileSnapshot,
} from '@service-hall/contract'
import type { LinkState } from '@service-hall/ui'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'

export type LiveEvents = {
  state: (state: LinkState) => void
  /** Everything that one sees, in place of all there was before. `askedAt`: monotonic ms, when it was asked for. */
  snapshot: (snapshot: TileSnapshot, askedAt: number) => void
  tiles: (delta: TileDelta) => void
  alerts: (delta: AlertDelta) => void
  /** The watched hall whole; then what changes in it; or why it is not shown. */
  hall: (snapshot: HallSnapshot) => void
  hallDelta: (delta: HallDelta) => void
  hallRefused: (hallId: HallId, code: RefusalCode) => void
  /** The other end gave a sign of life; it does so every ten seconds at least. */
  heard: () => void
}

const ENDS: readonly string[] = ['access.signIn', 'access.denied'] satisfies RefusalCode[]
/** How long the snapshot of all halls may take on a slow line, ms. */
const ANSWER_MS = 30_000
const RETRY_MS = 1_500

export type LiveLine = {
  /** Watches one hall, also after the line broke; null: none. */
  watchHall: (hallId: HallId | null) => void
  close: () => void
}

/** Keeps the console's live line: connects, subscribes, and does so again whenever it broke. */
export function openLiveLine(events: LiveEvents, monotonic = () => performance.now()): LiveLine {
  const socket: Socket<HubToConsole, ConsoleToHub> = io(CONSOLE_NAMESPACE, {
    forceNew: true,
    transports: ['websocket', 'polling'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
  })
  let state: LinkState = 'connecting'
  let timer: ReturnType<typeof setTimeout> | undefined
  let watched: HallId | null = null
  let watchTimer: ReturnType<typeof setTimeout> | undefined

  function become(next: LinkState): void {
    if (state === 'signedOut') return
    state = next
    events.state(next)
  }
  function end(): void {
    become('signedOut')
    clearTimeout(timer)
    socket.disconnect()
  }
  function later(action: () => void, ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(action, ms)
  }
  async function subscribe(): Promise<void> {
    const askedAt = monotonic()
    const line = socket.id
    const answer = await ask()
    if (socket.id !== line) return
    if (answer?.ok) {
      events.snapshot(answer, askedAt)
      become('online')
    } else if (answer && ENDS.includes(answer.code)) end()
    else later(() => void subscribe(), Math.max(RETRY_MS, answer?.retryAfterMs ?? 0))
  }
  async function ask(): Promise<TileSnapshot | Refusal | null> {
    try {
      return (await socket.timeout(ANSWER_MS).emitWithAck('subscribe')) as TileSnapshot | Refusal
    } catch {
      // No answer in time, or the line broke, which is told by itself.
      return null
    }
  }

  async function watch(): Promise<void> {
    clearTimeout(watchTimer)
    const hallId = watched
    const line = socket.id
    if (hallId === null || !socket.connected) return
    const answer = await askHall(hallId)
    if (watched !== hallId || socket.id !== line) return
    if (answer?.ok) return events.hall(answer)
    if (answer && answer.retryAfterMs === undefined) return events.hallRefused(hallId, answer.code)
    watchTimer = setTimeout(() => void watch(), Math.max(RETRY_MS, answer?.retryAfterMs ?? 0))
  }
  async function askHall(hallId: HallId): Promise<HallSnapshot | Refusal | null> {
    try {
      return (await socket.timeout(ANSWER_MS).emitWithAck('watchHall', hallId)) as HallSnapshot | Refusal
    } catch {
      return null
    }
  }

  socket.on('connect', () => {
    events.heard()
    void subscribe()
    void watch()
  })
  socket.io.on('ping', events.heard)
  socket.on('snapshot', (snapshot) => {
    events.heard()
    events.snapshot(snapshot, monotonic())
  })
  socket.on('tiles', (delta) => {
    events.heard()
    events.tiles(delta)
  })
  socket.on('alerts', (delta) => {
    events.heard()
    events.alerts(delta)
  })
  socket.on('hall', (snapshot) => {
    events.heard()
    events.hall(snapshot)
  })
  socket.on('hallDelta', (delta) => {
    events.heard()
    events.hallDelta(delta)
  })
  socket.on('hallEnded', (hallId, code) => events.hallRefused(hallId, code))
  socket.on('ended', end)
  socket.on('disconnect', (reason) => {
    become('lost')
    // Socket.IO comes back by itself, but not when the server was the one to hang up.
    if (reason === 'io server disconnect') later(() => socket.connect(), RETRY_MS)
  })
  socket.on('connect_error', (error) => {
    const code = (error as Error & { data?: { code?: string } }).data?.code
    if (code && ENDS.includes(code)) return end()
    if (state !== 'connecting') become('lost')
    if (!socket.active) later(() => socket.connect(), RETRY_MS)
  })
  return {
    watchHall(hallId) {
      watched = hallId
      clearTimeout(watchTimer)
      if (hallId === null) socket.emit('leaveHall')
      else void watch()
    },
    close() {
      clearTimeout(timer)
      clearTimeout(watchTimer)
      socket.disconnect()
    },
  }
}
