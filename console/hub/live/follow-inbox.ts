import type { HallId } from '@service-hall/contract'
import type { Log } from '@service-hall/server-kit'
import type { Store } from '../core/store.ts'
import { latestSnapshots, nearestStart } from '../inbox/snapshots/store.ts'
import { startOf } from '../inbox/starts/store.ts'
import { epochsInUse, factsOf, factsOfMany, lineageOfHall } from '../inbox/store.ts'
import type { InboxBatch } from '../inbox/batch.ts'
import type { InboxFact, Lineage, Stretch } from '../inbox/store.ts'
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
  /** Another node took them, and cares for their figures as long as it lives. */
  isOthers?: boolean
}

/** Everything of the epoch up to `to` is on the disk. `from`, where it is known: what was told of begins here. */
type News = { hallId: HallId; ordinal: number; from?: number | undefined; to: number }
type Days = { from: number; to: number }

/** Facts that are read together at most; a hall that has more of them is read by itself. */
const TOGETHER = 20_000
const MOST_OF_ONE = 2_000

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
  /** What was heard of other nodes and is not read yet. */
  #heard = new Map<HallId, News>()
  #heardDays: Days | null = null
  #isCatchingUp = false

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
        this.#keep(this.#read(hallId))
        continue
      }
      const measures: Folded['measures'] = []
      hall.fold(entries, (measure, { number }) => measures.push({ number, measure }))
      hall.position = { ordinal, number: to }
      this.#folded({ hallId, ordinal, from, to, measures })
      this.#live.note(hallId)
    }
  }

  /**
   * Hears of facts that other nodes took, and reads those that are not here: of all halls together, since there may be
   * some thousand a second. `days`: the days (UTC) that they are of, where that is known.
   */
  heard(news: readonly News[], days: Days | null = null): void {
    for (const one of news) {
      if (this.#isKnown(one)) continue
      const before = this.#heard.get(one.hallId)
      this.#heard.set(one.hallId, before ? joined(before, one) : one)
      if (days) this.#heardDays = this.#heardDays ? union(days, this.#heardDays) : days
    }
    if (this.#heard.size === 0 || this.#isCatchingUp) return
    this.#isCatchingUp = true
    this.#keep(this.#catchUp().finally(() => (this.#isCatchingUp = false)))
  }

  /** Resolves when nothing is being read. */
  async settled(): Promise<void> {
    while (this.#reads.size > 0) await Promise.all(this.#reads)
  }

  #keep(read: Promise<void>): void {
    const kept: Promise<void> = read.finally(() => this.#reads.delete(kept))
    this.#reads.add(kept)
  }

  #isKnown({ hallId, ordinal, to }: News): boolean {
    const { position } = this.#live.hall(hallId)
    return position.ordinal > ordinal || (position.ordinal === ordinal && position.number >= to)
  }

  async #catchUp(): Promise<void> {
    while (this.#heard.size > 0) {
      const [news, days] = [[...this.#heard.values()], this.#heardDays]
      this.#heard = new Map()
      this.#heardDays = null
      const { told, older } = this.#sorted(news)
      try {
        for (const some of inParts(older)) this.#foldMany(some, await factsOfMany(this.#store, some))
        for (const some of inParts(told))
          this.#foldMany(some, await factsOfMany(this.#store, some, days ?? undefined))
      } catch (error) {
        // Heard again with the next facts, or when the database is looked into.
        this.#log.error('live.notCaughtUp', error, { halls: news.length })
        return
      }
    }
  }

  /** What to read: stretches that were told of whole, and those of which the beginning was not, whose days nobody knows. */
  #sorted(news: readonly News[]): { told: Stretch[]; older: Stretch[] } {
    const told: Stretch[] = []
    const older: Stretch[] = []
    for (const one of news) {
      if (this.#isKnown(one)) continue
      const { hallId, ordinal, to } = one
      const { position } = this.#live.hall(hallId)
      const isNear = position.ordinal === ordinal && to - position.number <= MOST_OF_ONE
      if (!isNear || this.#reading.has(hallId)) {
        this.#keep(this.#read(hallId, true))
        continue
      }
      const from = position.number + 1
      const isWhole = one.from !== undefined && one.from <= from
      ;(isWhole ? told : older).push({ hallId, ordinal, from, to })
    }
    return { told, older }
  }

  #foldMany(stretches: readonly Stretch[], facts: readonly (InboxFact & { hall: HallId })[]): void {
    const byHall = new Map<HallId, InboxFact[]>()
    for (const fact of facts) {
      const some = byHall.get(fact.hall)
      if (some) some.push(fact)
      else byHall.set(fact.hall, [fact])
    }
    for (const { hallId, ordinal, from, to } of stretches) {
      const hall = this.#live.hall(hallId)
      // Whoever took or read some of them meanwhile has the rest as well.
      if (hall.position.ordinal !== ordinal || hall.position.number !== from - 1) continue
      const measures: Folded['measures'] = []
      const news = byHall.get(hallId) ?? []
      hall.fold(news, (measure, { number }) => measures.push({ number, measure }))
      hall.position = { ordinal, number: to }
      this.#live.heard(hallId, news)
      this.#folded({ hallId, ordinal, from, to, measures, isOthers: true })
      this.#live.note(hallId)
    }
  }

  /** @param isOthers another node took what is read */
  async #read(hallId: HallId, isOthers = false): Promise<void> {
    if (this.#reading.has(hallId)) return void this.#reading.set(hallId, true)
    do {
      this.#reading.set(hallId, false)
      try {
        await this.#fold(this.#live.hall(hallId), await lineageOfHall(this.#store, hallId), isOthers)
      } catch (error) {
        // The next batch of this hall does not follow on what was folded, so it is read again.
        this.#log.error('live.notRead', error, { hall: hallId })
      }
    } while (this.#reading.get(hallId) === true)
    this.#reading.delete(hallId)
    this.#live.note(hallId)
  }

  async #fold(hall: LiveHall, lineage: Lineage, isOthers = false): Promise<void> {
    const present = lineage.at(-1)
    if (!present) return
    if (present.ordinal === hall.position.ordinal)
      return this.#tell(await this.#foldOn(hall, lineage), isOthers)
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
      return this.#tell(folded, isOthers)
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

  #tell(folded: readonly Folded[], isOthers: boolean): void {
    for (const one of folded) this.#folded(isOthers ? { ...one, isOthers } : one)
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

/** Stretches in parts that are not too much to be read at once. */
function* inParts(stretches: readonly Stretch[]): Generator<Stretch[]> {
  let part: Stretch[] = []
  let facts = 0
  for (const stretch of stretches) {
    facts += stretch.to - stretch.from + 1
    part.push(stretch)
    if (facts < TOGETHER) continue
    yield part
    part = []
    facts = 0
  }
  if (part.length > 0) yield part
}

/** Both together; of an epoch that has ended nothing counts any more. */
function joined(one: News, other: News): News {
  if (one.ordinal !== other.ordinal) return one.ordinal > other.ordinal ? one : other
  const from = one.from === undefined || other.from === undefined ? undefined : Math.min(one.from, other.from)
  return { ...one, from, to: Math.max(one.to, other.to) }
}

function union(one: Days, other: Days): Days {
  return { from: Math.min(one.from, other.from), to: Math.max(one.to, other.to) }
}
