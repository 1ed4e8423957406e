import { HallFollower } from '@service-hall/contract'
import type {
  Answer,
  BillingAsked,
  ClientToHall,
  Command,
  FactEntry,
  HallToClient,
  HallView,
  RefusalCode,
  Snapshot,
} from '@service-hall/contract'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import type { LinkState } from '../link-state.ts'

export type HallLinkOptions = {
  /** Origin of the hall server; absent: the page's own. */
  url?: string
  /** Only for clients without the session cookie. */
  token?: string
  /** How long one question waits for its answer, ms. */
  answerMs?: number
  /** Pause before asking again, ms. */
  retryMs?: number
}

export type HallLinkEvents = {
  state: (state: LinkState, endedBy: RefusalCode | null) => void
  /** Local time for measuring how long the snapshot took. */
  localNow: () => number
  /** Keeps a snapshot; returns the view to fold batches onto. */
  snapshot: (snapshot: Snapshot, askedAt: number) => HallView
  /** The hall's clock, as a batch brought it; `isSet`: it was put right just now. */
  heard: (hallNow: number, isSet: boolean) => void
  /** A fact that was just folded; never one out of a snapshot. */
  fact: (entry: FactEntry) => void
  /** What the hall says is near by, as it came; only kiosks and call displays are told. */
  surroundings: (told: unknown) => void
}

export type HallLink = {
  emit: (command: Command) => Promise<Answer>
  /** Asks about accounts and bills once; rejects when no answer came in time. */
  ask: (asked: BillingAsked) => Promise<unknown>
  untilOnline: () => Promise<void>
  close: () => void
}

/** The hall waits ten seconds for the billing system, and its answer is on its way for a moment, ms. */
const BILLING_MS = 12_000

const ENDS: readonly string[] = ['access.signIn', 'access.denied'] satisfies RefusalCode[]

/** Connects, subscribes and follows; on a gap or a new connection it subscribes again. */
export function openHallLink(options: HallLinkOptions, events: HallLinkEvents): HallLink {
  const { url, token, answerMs = 3000, retryMs = 1000 } = options
  const socket: Socket<HallToClient, ClientToHall> = io(url ?? '/', {
    forceNew: true,
    transports: ['websocket', 'polling'],
    reconnectionDelay: Math.min(300, retryMs),
    reconnectionDelayMax: 3000,
    ...(token === undefined ? {} : { auth: { token } }),
  })
  let state: LinkState = 'connecting'
  let waiters: (() => void)[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  function become(next: LinkState, endedBy: RefusalCode | null = null): void {
    if (state === 'signedOut') return
    state = next
    events.state(next, endedBy)
    if (next === 'online') waiters.splice(0).forEach((go) => go())
  }

  const follower = new HallFollower(socket, {
    clock: { monotonic: events.localNow, after },
    random: Math.random,
    answerMs,
    retryMs,
    keep: events.snapshot,
    onSnapshot: () => become('online'),
    onBatch: ({ entries, now }) => {
      if (now !== undefined)
        events.heard(
          now,
          entries.some(({ fact }) => fact.type === 'ClockSet'),
        )
      entries.forEach(events.fact)
    },
    onRefused: ({ code }) => {
      if (ENDS.includes(code)) end(code)
    },
  })

  function end(code: RefusalCode): void {
    become('signedOut', code)
    follower.stop()
    socket.disconnect()
  }

  function later(action: () => void): void {
    clearTimeout(timer)
    timer = setTimeout(action, retryMs)
  }

  socket.on('connect', () => follower.subscribe())
  socket.on('ended', end)
  socket.on('surroundings', events.surroundings)
  socket.on('disconnect', (reason) => {
    follower.disconnected()
    become('lost')
    // Socket.IO comes back by itself, but not when the server was the one to hang up.
    if (reason === 'io server disconnect' && state !== 'signedOut') later(() => socket.connect())
  })
  socket.on('connect_error', (error) => {
    const code = (error as Error & { data?: { code?: RefusalCode } }).data?.code
    if (code && ENDS.includes(code)) return end(code)
    if (state !== 'connecting') become('lost')
    if (!socket.active) later(() => socket.connect())
  })

  return {
    emit: (command) => socket.timeout(answerMs).emitWithAck('command', command) as Promise<Answer>,
    ask: (asked) => socket.timeout(BILLING_MS).emitWithAck('billing', asked),
    untilOnline: () =>
      state === 'online' ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve)),
    close() {
      clearTimeout(timer)
      follower.stop()
      waiters = []
      socket.disconnect()
    },
  }
}

function after(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms)
  return () => clearTimeout(timer)
}
