import { emptyView, follow } from '@service-hall/contract'
import type { FactBatch, HallView } from '@service-hall/contract'
import type { HallClient } from '../lib/hall-client.ts'

/**
 * Follows a hall as a page does: a snapshot after each connection, then batches without a gap. With `folds` it
 * keeps a whole view; without, it only checks that no fact is missing.
 */
export class LiveLine {
  view: HallView = emptyView()
  /** Facts that did not come although the connection held. */
  readonly missed: string[] = []
  readonly #client: HallClient
  readonly #folds: boolean
  /** Batches that came while the snapshot was still on its way through the promises; null: none is awaited. */
  #early: FactBatch[] | null = []
  #waiting: { upTo: number; resolve: () => void } | null = null

  constructor(client: HallClient, { folds }: { folds: boolean }) {
    this.#client = client
    this.#folds = folds
    client.socket.on('facts', (batch) => this.#take(batch))
    client.socket.on('connect', () => void this.#begin())
  }

  /** Resolves when the view holds fact `upTo`. */
  reached(upTo: number): Promise<void> {
    if (this.view.number >= upTo) return Promise.resolve()
    return new Promise((resolve) => (this.#waiting = { upTo, resolve }))
  }

  async #begin(): Promise<void> {
    const early: FactBatch[] = []
    this.#early = early
    const { view } = await this.#client.subscribe()
    // Broken off and begun anew meanwhile.
    if (this.#early !== early) return
    this.view = view
    this.#early = null
    early.forEach((batch) => this.#take(batch))
    this.#wake()
  }

  #take(batch: FactBatch): void {
    if (this.#early) {
      this.#early.push(batch)
      return
    }
    const before = this.view.number
    if (batch.from > before + 1) {
      this.missed.push(`facts ${before + 1} to ${batch.from - 1} did not come`)
      void this.#begin()
    } else if (this.#folds) follow(this.view, batch)
    else this.view.number = Math.max(before, batch.to)
    this.#wake()
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
