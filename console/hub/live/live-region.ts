import type { HallId, HallTile } from '@service-hall/contract'
import type { Cancel, Clock } from '@service-hall/server-kit'
import { LiveHall } from './live-hall.ts'
import type { Moment } from './live-hall.ts'

/** Changes are told together, so often, ms: whatever 2,000 halls do, a screen gets four messages a second. */
export const TELL_MS = 250

/** All halls of this hub as they are now, and who wants to know when one changes. */
export class LiveRegion {
  readonly #clock: Clock
  readonly #halls = new Map<HallId, LiveHall>()
  readonly #changed = new Set<HallId>()
  readonly #listeners = new Set<(tiles: HallTile[]) => void>()
  #cancel: Cancel | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  hall(hallId: HallId): LiveHall {
    const known = this.#halls.get(hallId)
    if (known) return known
    const made = new LiveHall(hallId)
    this.#halls.set(hallId, made)
    return made
  }

  /** How many halls have their line up. */
  connectedHalls(): number {
    let count = 0
    for (const { line } of this.#halls.values()) if (line.connected) count += 1
    return count
  }

  /** A tile of every hall. */
  tiles(): HallTile[] {
    return [...this.#halls.values()].map((hall) => hall.tile())
  }

  /** Looks at the hours of all halls, by the wall clock, as people planned them. */
  lookAtHours(): void {
    const now = this.#bothNow()
    for (const hall of this.#halls.values()) if (hall.lookAtHours(hall.momentOf(now))) this.note(hall.hallId)
  }

  /** This moment by the wall clock of the hub, and by the clock of a hall. */
  momentOf(hallId: HallId): Moment {
    return this.hall(hallId).momentOf(this.#bothNow())
  }

  #bothNow(): { wall: number; steady: number } {
    return { wall: this.#clock.now(), steady: this.#clock.monotonic() }
  }

  /** Something of a hall is another than it was. */
  note(hallId: HallId): void {
    this.#changed.add(hallId)
    this.#cancel ??= this.#clock.after(TELL_MS, () => this.#tell())
  }

  /** Tells what waits to be told. */
  tellNow(): void {
    if (!this.#cancel) return
    this.#cancel()
    this.#tell()
  }

  #tell(): void {
    this.#cancel = null
    const tiles = [...this.#changed].map((id) => this.hall(id).tile())
    this.#changed.clear()
    for (const listener of this.#listeners) listener(tiles)
  }

  /** Facts of a hall came over its line. */
  heard(hallId: HallId, entries: Parameters<LiveHall['heard']>[0]): void {
    this.hall(hallId).heard(entries, this.#bothNow())
  }

  /** How a hall's line stands. `since`: epoch ms; absent: now, when that is news. */
  line(hallId: HallId, connected: boolean, since?: number): void {
    const hall = this.hall(hallId)
    const { line } = hall
    const isSame = line.connected === connected && line.since !== null
    if (isSame && (since === undefined || since === line.since)) return
    hall.lineIs({ connected, since: since ?? this.#clock.now() })
    this.note(hallId)
  }

  /** Calls a listener with the tiles that changed, at most every `TELL_MS`. Answers a function that ends it. */
  onChanged(listener: (tiles: HallTile[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    this.#cancel?.()
    this.#listeners.clear()
  }
}
