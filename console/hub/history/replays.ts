import type { FactEntry, HallId } from '@service-hall/contract'
import type { Store } from '../core/store.ts'
import { APART, keepSnapshots, nearestStart } from '../inbox/snapshots/store.ts'
import { lineageOfHall } from '../inbox/store.ts'
import type { Lineage } from '../inbox/store.ts'
import { foldSchema } from '../live/fold-schema.ts'
import { LiveHall } from '../live/live-hall.ts'
import type { Measure } from '../live/measure.ts'
import { PresentFacts } from './store.ts'
import type { Breath } from './work.ts'

/** Facts that are folded before others get their turn: some milliseconds. */
const PAGE = 50
const READ = 500
/** States that are remembered: whoever plays a day asks for the next one. */
const MOST_KEPT = 12

type Kept = { hallId: HallId; ordinal: number; hall: LiveHall }
/** Told of each fact, and of what it added. */
export type Heard = (measure: Measure, entry: FactEntry, hall: LiveHall) => void

/** A hall's past: its facts, and its state behind any of them. */
export class Replays {
  readonly #store: Store
  #kept: Kept[] = []

  constructor(store: Store) {
    this.#store = store
  }

  async facts(hallId: HallId): Promise<{ facts: PresentFacts; lineage: Lineage }> {
    const lineage = await lineageOfHall({ ...this.#store, db: this.#store.past }, hallId)
    return { facts: new PresentFacts(this.#store, hallId, lineage), lineage }
  }

  /** The hall behind fact `number`, for looking at: whoever folds it on uses `own`. Null: facts up to it are gone. */
  async stateBehind(hallId: HallId, number: number, breath: Breath): Promise<LiveHall | null> {
    const reached = await this.#reach(hallId, number, breath)
    if (reached) this.#keep({ hallId, ...reached })
    return reached?.hall ?? null
  }

  /** The same as one's own, to be folded on. */
  async own(hallId: HallId, number: number, breath: Breath): Promise<LiveHall | null> {
    return (await this.#reach(hallId, number, breath))?.hall ?? null
  }

  async #reach(
    hallId: HallId,
    number: number,
    breath: Breath,
  ): Promise<{ hall: LiveHall; ordinal: number } | null> {
    const { facts, lineage } = await this.facts(hallId)
    const ordinal = lineage.at(-1)?.ordinal ?? 0
    const hall = await this.#begin(hallId, { number, lineage, ordinal })
    if (!hall) return null
    await this.foldOn(hall, facts, { upTo: number, lineage }, breath)
    return { hall, ordinal }
  }

  /** Folds a hall on, in pieces; long ways leave states behind, so that the next time is shorter. */
  async foldOn(
    hall: LiveHall,
    facts: PresentFacts,
    {
      upTo,
      lineage,
      heard,
    }: { upTo: number; lineage: Lineage; heard?: (measure: Measure, entry: FactEntry) => void },
    breath: Breath,
  ): Promise<void> {
    let lastKept = hall.position.number
    while (hall.position.number < upTo) {
      const read = await facts.behind(hall.position.number, { upTo, limit: READ })
      for (let at = 0; at < read.length; at += PAGE) {
        const page = read.slice(at, at + PAGE)
        hall.fold(page, heard)
        const last = page.at(-1)
        if (last) hall.position = { ordinal: last.ordinal, number: last.number }
        await breath()
      }
      if (read.length < READ) break
      if (hall.position.number - lastKept < APART) continue
      lastKept = hall.position.number
      await this.#leave(hall, lineage)
    }
    hall.position = {
      ...hall.position,
      number: Math.max(hall.position.number, Math.min(upTo, lineage.at(-1)?.upTo ?? 0)),
    }
  }

  async #leave(hall: LiveHall, lineage: Lineage): Promise<void> {
    const { number } = hall.position
    const ordinal = lineage.find(({ upTo }) => number <= upTo)?.ordinal
    if (ordinal === undefined) return
    const snapshot = {
      hall: hall.hallId,
      ordinal,
      number,
      at: hall.at,
      schema: foldSchema(),
      state: hall.state(),
    }
    await keepSnapshots(this.#store, [snapshot])
  }

  /** The nearest state at or before a fact: one that was looked at lately, else one that is kept. */
  async #begin(
    hallId: HallId,
    { number, lineage, ordinal }: { number: number; lineage: Lineage; ordinal: number },
  ): Promise<LiveHall | null> {
    const start = await nearestStart(this.#store, { hallId, lineage, schema: foldSchema(), upTo: number })
    if (start.number > number) return null
    const near = this.#kept
      .filter((one) => one.hallId === hallId && one.ordinal === ordinal)
      .filter(({ hall }) => hall.position.number <= number && hall.position.number > start.number)
      .sort((a, b) => b.hall.position.number - a.hall.position.number)[0]
    const hall = new LiveHall(hallId)
    const state = near ? near.hall.state() : start.state
    if (state !== null) hall.restore(state)
    hall.position = near ? { ...near.hall.position } : { ordinal, number: start.number }
    return hall
  }

  #keep(kept: Kept): void {
    this.#kept = [kept, ...this.#kept.filter(({ hall }) => hall !== kept.hall)].slice(0, MOST_KEPT)
  }
}
