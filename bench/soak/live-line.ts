import { emptyView, HallFollower } from '@service-hall/contract'
import type { HallView } from '@service-hall/contract'
import { waitFor } from '@service-hall/harness/process'
import type { HallClient } from '../lib/hall-client.ts'

const ANSWER_MS = 30_000
const RETRY_MS = 20

/**
 * Follows a hall as a page does: a snapshot after each connection, then batches without a gap. With `folds` it
 * keeps a whole view; without, it only checks that no fact is missing.
 */
export class LiveLine {
  /** Facts that did not come although the connection held. */
  readonly missed: string[] = []
  readonly #follower: HallFollower
  #waiting: { upTo: number; resolve: () => void } | null = null

  constructor({ socket }: HallClient, { folds }: { folds: boolean }) {
    this.#follower = new HallFollower(
      {
        emit: (event, answer) => socket.emit(event, answer),
        on: (event, listener) =>
          socket.on(event, (batch) => listener(folds ? batch : { ...batch, entries: [] })),
      },
      {
        clock: { monotonic: () => performance.now(), after },
        random: Math.random,
        answerMs: ANSWER_MS,
        retryMs: RETRY_MS,
        onGap: ({ from }, { number }) => this.missed.push(`facts ${number + 1} to ${from - 1} did not come`),
        onSnapshot: () => this.#wake(),
        onBatch: () => this.#wake(),
      },
    )
    socket.on('connect', () => this.#follower.subscribe())
    socket.on('disconnect', () => this.#follower.disconnected())
  }

  /** Empty before the first snapshot. */
  get view(): HallView {
    return this.#follower.view ?? emptyView()
  }

  /** Resolves when the view holds fact `upTo`. */
  reached(upTo: number): Promise<void> {
    if (this.view.number >= upTo) return Promise.resolve()
    const there = new Promise<void>((resolve) => (this.#waiting = { upTo, resolve }))
    return waitFor(`fact ${upTo} in the view`, there)
  }

  #wake(): void {
    if (!this.#waiting || this.view.number < this.#waiting.upTo) return
    this.#waiting.resolve()
    this.#waiting = null
  }
}

/** How many wait in a view. */
export function waitingIn(view: HallView): number {
  return Object.values(view.lanes).reduce((sum, lane) => sum + lane.length, 0)
}

function after(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms)
  return () => clearTimeout(timer)
}
