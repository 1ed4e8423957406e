import type { HallId } from '@service-hall/contract'
import type { Log } from '@service-hall/server-kit'
import type { Store } from '../core/store.ts'
import { latestSnapshots, nearestStart } from '../inbox/snapshots/store.ts'
import { startOf } from '../inbox/starts/store.ts'
import { epochsInUse, factsOf, lineageOfHall } from '../inbox/store.ts'
import type { InboxBatch, Lineage } from '../inbox/store.ts'
import { foldSchema } from './fold-schema.ts'
import type { LiveHall } from './live-hall.ts'
import type { LiveRegion } from './live-region.ts'
import type { Measure } from './measure.ts'

const PAGE = 5_000

/** What facts `from`…`to` added to the figures of a hall that is in this epoch. */
export type Folded = {
  hallId: HallId
  ordinal: number
  from: number
  to: number
  measures: { number: number; measure: Measure }[]
}

/**
 * Keeps the live region true to the inbox. Batches that follow on what was folded are folded as they come; whatever else
 * happened (another epoch, facts that another node took, a read that failed) is read from the disk.
 */
export class InboxFollower {
  readonly #store: Store
  readonly #live: LiveRegion
  readonly #log: Log
  readonly #folded: (folded: Folded) => void
  /** Halls being read; true: something came meanwhile. */
  readonly #reading = new Map<HallId, boolean>()
  readonly #reads = new Set<Promise<void>>()

  /** @param folded is told what folded facts added, in order for each hall */
  constructor(store: Store, live: LiveRegion, log: Log, folded: (folded: Folded) => void = () => undefined) {
    this.#store = store
    this.#live = live
    this.#log = log
    this.#folded = folded
  }

  /** Folds every hall there is, each from its latest kept state: what a hub does when it starts. */
  async restore(): Promise<void> {
    const halls = await epochsInUse(this.#store)
    const ordinals = new Map(halls.map(({ hallId, lineage }) => [hallId, lineage.at(-1)?.ordinal ?? 0]))
    for await (const { hallId, start } of latestSnapshots(this.#store, foldSchema(), halls)) {
      const hall = this.#live.hall(hallId)
      hall.restore(start.state)
      hall.position = { ordinal: ordinals.get(hallId) ?? 0, number: start.number }
      this.#begins(hall)
    }
    for (const { hallId, lineage } of halls) await this.#fold(this.#live.hall(hallId), lineage)
  }

  /** Takes batches that are on the disk. */
  take(batches: readonly InboxBatch[]): void {
    for (const { hallId, ordinal, from, to, entries } of batches) {
      const hall = this.#live.hall(hallId)
      this.#live.heard(hallId, entries)
      if (this.#reading.has(hallId) || !follows(hall.position, { ordinal, from })) {
        const read = this.#read(hallId).finally(() => this.#reads.delete(read))
        this.#reads.add(read)
        continue
      }
      const measures: Folded['measures'] = []
      hall.fold(entries, (measure, { number }) => measures.push({ number, measure }))
      hall.position = { ordinal, number: to }
      this.#folded({ hallId, ordinal, from, to, measures })
      this.#live.note(hallId)
    }
  }

  /** Resolves when nothing is being read. */
  async settled(): Promise<void> {
    while (this.#reads.size > 0) await Promise.all(this.#reads)
  }

  async #read(hallId: HallId): Promise<void> {
    if (this.#reading.has(hallId)) return void this.#reading.set(hallId, true)
    do {
      this.#reading.set(hallId, false)
      try {
        await this.#fold(this.#live.hall(hallId), await lineageOfHall(this.#store, hallId))
      } catch (error) {
        // The next batch of this hall does not follow on what was folded, so it is read again.
        this.#log.error('live.notRead', error, { hall: hallId })
      }
    } while (this.#reading.get(hallId) === true)
    this.#reading.delete(hallId)
    this.#live.note(hallId)
  }

  async #fold(hall: LiveHall, lineage: Lineage): Promise<void> {
    const present = lineage.at(-1)
    if (!present) return
    if (present.ordinal === hall.position.ordinal) return this.#tell(await this.#foldOn(hall, lineage))
    for (;;) {
      const { hallId } = hall
      const start = await nearestStart(this.#store, { hallId, lineage, schema: foldSchema() })
      hall.reset()
      if (start.state !== null) hall.restore(start.state)
      hall.position = { ordinal: present.ordinal, number: start.number }
      const folded = await this.#foldOn(hall, lineage)
      // Where facts were pruned while we read on from before them, some are missing: then once more.
      const { number } = await startOf(this.#store, hallId, lineage)
      if (number > start.number) continue
      if (start.number > 0) this.#folded(nothingBehind(hallId, present.ordinal, start.number))
      return this.#tell(folded)
    }
  }

  /** Whoever counts what is folded learns behind which fact it begins. */
  #begins({ hallId, position: { ordinal, number } }: LiveHall): void {
    this.#folded(nothingBehind(hallId, ordinal, number))
  }

  async #foldOn(hall: LiveHall, lineage: Lineage): Promise<Folded[]> {
    const { hallId } = hall
    const inEpoch = lineage.at(-1)?.ordinal ?? 0
    const folded: Folded[] = []
    for (const { ordinal, upTo } of lineage) {
      for (let left = true; left && hall.position.number < upTo;) {
        const from = hall.position.number + 1
        const page = await factsOf(this.#store, { hallId, ordinal, from, to: upTo, limit: PAGE })
        left = page.length === PAGE
        const to = left ? (page.at(-1)?.number ?? upTo) : upTo
        const measures: Folded['measures'] = []
        hall.fold(page, (measure, { number }) => measures.push({ number, measure }))
        hall.position = { ordinal, number: to }
        folded.push({ hallId, ordinal: inEpoch, from, to, measures })
      }
      hall.position = { ordinal, number: hall.position.number }
    }
    return folded
  }

  #tell(folded: readonly Folded[]): void {
    for (const one of folded) this.#folded(one)
  }
}

function nothingBehind(hallId: HallId, ordinal: number, number: number): Folded {
  return { hallId, ordinal, from: number + 1, to: number, measures: [] }
}

/** Whether facts `from`… of an epoch come right behind what was folded. Of a hall of which nothing was, the first do. */
function follows(
  position: { ordinal: number; number: number },
  { ordinal, from }: { ordinal: number; from: number },
): boolean {
  if (position.ordinal === 0) return ordinal === 1 && from === 1
  return position.ordinal === ordinal && position.number === from - 1
}
