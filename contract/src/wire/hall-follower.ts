import type { FactBatch } from '../facts.ts'
import { follow } from '../follow.ts'
import type { Refusal } from '../refusal.ts'
import { table } from '../define/table.ts'
import { readView } from '../view.ts'
import type { HallView } from '../view.ts'
import type { Snapshot } from './hall-socket.ts'

/** What a follower needs of a socket; a typed socket of socket.io-client has it. */
export type FollowerSocket = {
  emit(event: 'subscribe', answer: (snapshot: Snapshot | Refusal) => void): unknown
  on(event: 'facts', listener: (batch: FactBatch) => void): unknown
}

/** What a follower needs of a clock. */
export type FollowerClock = {
  /** Milliseconds that never jump back. */
  monotonic(): number
  /** Runs `task` once after `ms` milliseconds, unless the returned function is called before. */
  after(ms: number, task: () => void): () => void
}

export type HallFollowerListener = {
  /** A fresh view, which replaces what was there; `askedAt`: the clock's `monotonic()` when it was asked for. */
  onSnapshot?: (snapshot: Snapshot, askedAt: number) => void
  /** A batch was folded onto the view. It holds only facts that the view did not hold, so each comes once. */
  onBatch?: (batch: FactBatch, view: HallView) => void
  /** Facts between the view and this batch were missed; a snapshot is asked for next. */
  onGap?: (batch: FactBatch, view: HallView) => void
  /** The hall gives no snapshot. It is asked again after a pause, unless `stop` or `disconnected` is called here. */
  onRefused?: (refusal: Refusal) => void
  /** No answer came in time; the hall is asked again after a pause. */
  onUnanswered?: () => void
}

export type HallFollowerOptions = HallFollowerListener & {
  clock: FollowerClock
  /** From 0 to below 1; spreads the pauses, so that not all clients of a hall ask at once. */
  random: () => number
  /** Keeps a snapshot elsewhere and returns the view to fold onto, such as a reactive proxy; before `onSnapshot`. */
  keep?: (snapshot: Snapshot, askedAt: number) => HallView
  /** How long the answer to one subscribe is waited for, ms. */
  answerMs?: number
  /** Longest first pause before asking again, ms. It doubles with each failure, up to five times its length. */
  retryMs?: number
}

const ANSWER_MS = 5_000
const RETRY_MS = 1_000
/** The longest pause, as a multiple of the first. */
const LONGEST_PAUSE = 5

/**
 * Keeps a view of a hall true: asks for a snapshot, folds the batches that follow, and asks again when facts in
 * between were missed, when no answer came and when the hall refused. Batches that come before the snapshot are held
 * and folded onto it. It knows nothing of the connection: its owner calls `subscribe` at each connection.
 *
 * @example
 * const socket: Socket<HallToClient, ClientToHall> = io(hall, { auth: { token } })
 * const follower = new HallFollower(socket, {
 *   clock: systemClock,
 *   random: Math.random,
 *   onSnapshot: ({ view }) => show(view),
 *   onBatch: ({ entries }, view) => show(view),
 * })
 * socket.on('connect', () => follower.subscribe())
 * socket.on('disconnect', () => follower.disconnected())
 */
export class HallFollower {
  readonly #socket: FollowerSocket
  readonly #options: HallFollowerOptions
  #view: HallView | null = null
  #state: 'idle' | 'asking' | 'following' | 'stopped' = 'idle'
  /** Which subscribe is waited for; the answer to an earlier one is ignored. */
  #question = 0
  /** Subscribes that failed since the last snapshot. */
  #failures = 0
  /** Batches that came since the snapshot was asked for. */
  #held: FactBatch[] = []
  #cancelTimer: () => void = () => undefined

  constructor(socket: FollowerSocket, options: HallFollowerOptions) {
    this.#socket = socket
    this.#options = options
    socket.on('facts', (batch) => this.#take(batch))
  }

  /** What this client may see of the hall; null before the first snapshot. Changes in place. */
  get view(): HallView | null {
    return this.#view
  }

  /** Asks for a snapshot, at each connection; the answer to an earlier one no longer counts. */
  subscribe(): void {
    if (this.#state === 'stopped') return
    this.#failures = 0
    this.#ask()
  }

  /** The connection is lost: asks nothing more until `subscribe`. The view stays as it is. */
  disconnected(): void {
    if (this.#state !== 'stopped') this.#rest('idle')
  }

  /** Asks and folds nothing more, for good. */
  stop(): void {
    this.#rest('stopped')
  }

  #rest(state: 'idle' | 'stopped'): void {
    this.#state = state
    this.#question += 1
    this.#held = []
    this.#cancelTimer()
  }

  #ask(): void {
    const { clock, answerMs = ANSWER_MS } = this.#options
    this.#rest('idle')
    this.#state = 'asking'
    const question = this.#question
    const askedAt = clock.monotonic()
    this.#cancelTimer = clock.after(answerMs, () => this.#unanswered())
    this.#socket.emit('subscribe', (answer) => {
      if (question !== this.#question) return
      if (answer.ok) this.#start(answer, askedAt)
      else this.#refused(answer)
    })
  }

  #start(snapshot: Snapshot, askedAt: number): void {
    const { keep, onSnapshot } = this.#options
    const held = this.#held
    this.#rest('idle')
    this.#state = 'following'
    this.#failures = 0
    readView(snapshot.view)
    if (snapshot.staffNames) snapshot.staffNames = table(snapshot.staffNames)
    this.#view = keep ? keep(snapshot, askedAt) : snapshot.view
    onSnapshot?.(snapshot, askedAt)
    held.forEach((batch) => this.#take(batch))
  }

  #refused(refusal: Refusal): void {
    this.#failed(() => this.#options.onRefused?.(refusal), refusal.retryAfterMs)
  }

  #unanswered(): void {
    this.#failed(() => this.#options.onUnanswered?.())
  }

  /** Tells of it and asks again after a pause, unless the owner ended it or subscribed anew meanwhile. */
  #failed(tell: () => void, atLeastMs = 0): void {
    this.#cancelTimer()
    this.#question += 1
    const question = this.#question
    tell()
    if (question !== this.#question) return
    this.#cancelTimer = this.#options.clock.after(Math.max(this.#pauseMs(), atLeastMs), () => this.#ask())
    this.#failures += 1
  }

  /** Between half and the whole of a pause that doubles with each failure. */
  #pauseMs(): number {
    const { random, retryMs = RETRY_MS } = this.#options
    const longest = retryMs * Math.min(2 ** this.#failures, LONGEST_PAUSE)
    return longest * (0.5 + random() / 2)
  }

  #take(batch: FactBatch): void {
    if (this.#state === 'asking') this.#held.push(batch)
    else if (this.#state === 'following' && this.#view !== null) this.#fold(this.#view, batch)
  }

  #fold(view: HallView, batch: FactBatch): void {
    const known = view.number
    const outcome = follow(view, batch)
    if (outcome === 'folded') this.#options.onBatch?.(unknownPart(batch, known), view)
    if (outcome === 'gap') this.#gap(view, batch)
  }

  #gap(view: HallView, batch: FactBatch): void {
    const question = this.#question
    this.#options.onGap?.(batch, view)
    if (question === this.#question) this.#ask()
  }
}

/** Of a batch that overlaps with what is known, the rest. */
function unknownPart(batch: FactBatch, known: number): FactBatch {
  if (batch.from > known) return batch
  return { ...batch, from: known + 1, entries: batch.entries.filter(({ number }) => number > known) }
}
