import type { HallId } from '@service-hall/contract'
import type { Store } from '../core/store.ts'
import type { InboxFact, Lineage } from '../inbox/store.ts'

/** A fact's place in a hall's present: number and stamp, epoch ms. */
export type Place = { number: number; at: number }
type FactRow = { hall: HallId; ordinal: number; number: number; at: number; type: string; fact: string }

/** Facts of a hall that its present is made of, and no others: those from before a backup that it went on from. */
function present(store: Store, hallId: HallId, lineage: Lineage) {
  return store
    .past<FactRow>('facts')
    .where({ hall: hallId })
    .where((any) => {
      // Of no epoch there is nothing.
      void any.whereRaw('1 = 0')
      lineage.forEach(({ ordinal, upTo }, at) => {
        void any.orWhere((one) => {
          void one.where({ ordinal }).where('number', '>', lineage[at - 1]?.upTo ?? 0)
          if (Number.isFinite(upTo)) void one.where('number', '<=', upTo)
        })
      })
    })
}

/** A query for the facts of a hall's present. */
export class PresentFacts {
  readonly #store: Store
  readonly #hallId: HallId
  readonly #lineage: Lineage

  constructor(store: Store, hallId: HallId, lineage: Lineage) {
    this.#store = store
    this.#hallId = hallId
    this.#lineage = lineage
  }

  /** The next facts behind a number, in order. */
  async behind(
    number: number,
    { upTo = Infinity, limit }: { upTo?: number; limit: number },
  ): Promise<InboxFact[]> {
    // One epoch after the other, each by its key: a page is read where it lies.
    const facts: InboxFact[] = []
    for (const [at, epoch] of this.#lineage.entries()) {
      const from = Math.max(number, this.#lineage[at - 1]?.upTo ?? 0) + 1
      const to = Math.min(upTo, epoch.upTo)
      if (from > to || facts.length >= limit) continue
      const rows: FactRow[] = await this.#store
        .past<FactRow>('facts')
        .where({ hall: this.#hallId, ordinal: epoch.ordinal })
        .whereBetween('number', [from, to])
        .orderBy('number')
        .limit(limit - facts.length)
        .select('ordinal', 'number', 'at', 'fact')
      facts.push(...rows.map(readRow))
    }
    return facts
  }

  /** The latest fact stamped `at` or earlier. */
  async upTo(at: number): Promise<Place | null> {
    const [row] = await present(this.#store, this.#hallId, this.#lineage)
      .where('at', '<=', at)
      .orderBy([desc('at'), desc('number')])
      .limit(1)
      .select<Place[]>('number', 'at')
    return row ? { number: row.number, at: row.at } : null
  }

  async first(): Promise<Place | null> {
    const [fact] = await this.behind(0, { limit: 1 })
    return fact ? { number: fact.number, at: fact.at } : null
  }

  async last(): Promise<Place | null> {
    const number = this.#lineage.at(-1)?.upTo ?? 0
    return this.before(number + 1)
  }

  /** The fact before a number. */
  async before(number: number): Promise<Place | null> {
    for (const [at, epoch] of [...this.#lineage.entries()].reverse()) {
      const row = await this.#store
        .past<FactRow>('facts')
        .where({ hall: this.#hallId, ordinal: epoch.ordinal })
        .where('number', '>', this.#lineage[at - 1]?.upTo ?? 0)
        .where('number', '<=', Math.min(epoch.upTo, number - 1))
        .orderBy('number', 'desc')
        .first('number', 'at')
      if (row) return { number: row.number, at: row.at }
    }
    return null
  }

  /** Facts of some types in a period by their stamps, latest first. */
  async ofTypes(
    types: readonly string[],
    period: { from: number; to: number },
    limit: number,
  ): Promise<InboxFact[]> {
    const rows: FactRow[] = await present(this.#store, this.#hallId, this.#lineage)
      .whereBetween('at', [period.from, period.to])
      .whereIn('type', [...types])
      .orderBy([desc('at'), desc('number')])
      .limit(limit)
      .select('ordinal', 'number', 'at', 'fact')
    return rows.map(readRow)
  }
}

const desc = (column: string): { column: string; order: 'desc' } => ({ column, order: 'desc' })

function readRow({ fact, ...rest }: FactRow): InboxFact {
  return { ...rest, fact: JSON.parse(fact) as InboxFact['fact'] }
}
