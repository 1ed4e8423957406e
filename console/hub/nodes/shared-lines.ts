import type { HallId, RefusalCode } from '@service-hall/contract'
import type { Clock, Log } from '@service-hall/server-kit'
import type { Store } from '../core/store.ts'
import { Group } from '../inbox/group.ts'
import type { LiveRegion } from '../live/live-region.ts'
import { claimLines, reclaimLines, releaseLines } from './store.ts'
import type { LineRow } from './store.ts'

export type SharedLinesOptions = {
  node: string
  store: Store
  live: LiveRegion
  clock: Clock
  log: Log
  /** Ends a line that is here. */
  end: (hallId: HallId, code: RefusalCode) => void
  /** Tells the other nodes. */
  tell: (rows: LineRow[]) => void
}

/** Most halls in one statement. */
const GROUP = 500

/** A line that is here. `claim` null: it is being claimed. */
type Here = { claim: number | null }

/**
 * The lines of all halls, whichever node has them: each belongs to the node that claimed it last, and the node that had it
 * before ends its own. What is here is known from the connections, what is elsewhere from the database and from notices.
 */
export class SharedLines {
  readonly #options: SharedLinesOptions
  readonly #here = new Map<HallId, Here>()
  readonly #rows = new Map<HallId, LineRow>()
  readonly #claims: Group<HallId, number>
  readonly #releases: Group<{ hallId: HallId; claim: number }, undefined>
  readonly #writes = new Set<Promise<unknown>>()

  constructor(options: SharedLinesOptions) {
    this.#options = options
    this.#claims = new Group((halls) => this.#claim(halls), GROUP)
    this.#releases = new Group((lines) => this.#release(lines), GROUP)
  }

  /** Halls whose line is on this node. */
  has(hallId: HallId): boolean {
    return this.#here.has(hallId)
  }

  /** A hall is connected here; resolves when the line is this node's for all. Throws when the database fails. */
  async began(hallId: HallId): Promise<void> {
    const here: Here = { claim: null }
    this.#here.set(hallId, here)
    this.#show(hallId)
    try {
      here.claim = await this.#claims.add(hallId)
    } catch (error) {
      if (this.#here.get(hallId) === here) this.#forget(hallId)
      throw error
    }
    // It may have gone, or gone and come back, meanwhile.
    if (!this.#here.has(hallId)) this.#letGo(hallId, here.claim)
  }

  /** A hall is no longer connected here. */
  ended(hallId: HallId): void {
    const claim = this.#here.get(hallId)?.claim ?? null
    this.#forget(hallId)
    if (claim !== null) this.#letGo(hallId, claim)
  }

  /** What other nodes say of lines, or all that the database has. */
  heard(rows: readonly LineRow[]): void {
    for (const row of rows) {
      const known = this.#rows.get(row.hall)
      if (known && !isNewer(row, known)) continue
      this.#rows.set(row.hall, row)
      const here = this.#here.get(row.hall)
      if (row.node === this.#options.node) {
        // Of an earlier connection that went while the database was away.
        if (row.connected && !here) this.#letGo(row.hall, row.claim)
      } else if (here && here.claim !== null && row.claim > here.claim) {
        this.#forget(row.hall)
        this.#options.end(row.hall, 'uplink.elsewhere')
      }
      this.#show(row.hall)
    }
  }

  /** The others took this node for dead and its lines for ended: they are taken back, as far as nobody else has them. */
  async takeBack(): Promise<void> {
    const { store, node, clock } = this.#options
    const lines = [...this.#here].flatMap(([hallId, { claim }]) =>
      claim === null ? [] : [{ hallId, claim }],
    )
    const back = await reclaimLines(store, node, lines, clock.now())
    for (const [hallId, claim] of back) {
      const here = this.#here.get(hallId)
      if (here) here.claim = claim
    }
    this.#tell(back, true)
  }

  /** Lines of nodes that are gone, as their rows say now. */
  ofNode(node: string): LineRow[] {
    return [...this.#rows.values()].filter((row) => row.node === node && row.connected)
  }

  /** Resolves when everything is written, or failed. */
  async settled(): Promise<void> {
    while (this.#writes.size > 0) await Promise.all(this.#writes)
  }

  #forget(hallId: HallId): void {
    this.#here.delete(hallId)
    this.#show(hallId)
  }

  /** How the line stands for everybody. */
  #show(hallId: HallId): void {
    const { live, clock, node } = this.#options
    if (this.#here.has(hallId)) return live.line(hallId, true)
    const row = this.#rows.get(hallId)
    const elsewhere = row !== undefined && row.node !== node
    live.line(hallId, elsewhere && row.connected, elsewhere ? row.since : clock.now())
  }

  #letGo(hallId: HallId, claim: number): void {
    const { log } = this.#options
    const write: Promise<unknown> = this.#releases
      .add({ hallId, claim })
      // The row says that it is here; whoever reads it next lets it go again.
      .catch((error: unknown) => log.error('nodes.lineNotReleased', error, { hall: hallId }))
      .finally(() => this.#writes.delete(write))
    this.#writes.add(write)
  }

  async #claim(halls: readonly HallId[]): Promise<number[]> {
    const { store, node, clock } = this.#options
    const claims = await claimLines(store, node, halls, clock.now())
    this.#tell(claims, true)
    return halls.map((hallId) => claims.get(hallId) ?? 0)
  }

  async #release(lines: readonly { hallId: HallId; claim: number }[]): Promise<undefined[]> {
    const { store, node, clock } = this.#options
    await releaseLines(store, node, lines, clock.now())
    this.#tell(new Map(lines.map(({ hallId, claim }) => [hallId, claim])), false)
    return lines.map(() => undefined)
  }

  #tell(claims: ReadonlyMap<HallId, number>, connected: boolean): void {
    const { node, clock, tell } = this.#options
    const since = clock.now()
    const rows = [...claims].map(([hall, claim]): LineRow => ({ hall, node, claim, connected, since }))
    for (const row of rows) {
      const known = this.#rows.get(row.hall)
      if (!known || isNewer(row, known)) this.#rows.set(row.hall, row)
    }
    if (rows.length > 0) tell(rows)
  }
}

/** A line that was claimed later is newer; of one claim, that it ended is news. */
function isNewer(row: LineRow, known: LineRow): boolean {
  return row.claim > known.claim || (row.claim === known.claim && known.connected && !row.connected)
}
