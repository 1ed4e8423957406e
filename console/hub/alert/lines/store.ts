import type { HallId } from '@service-hall/contract'
import type { Migration, Store } from '../../core/store.ts'

export const lineMigrations: readonly Migration[] = [
  {
    name: 'node-lines-1',
    async up({ db }) {
      await db.raw(
        'CREATE TABLE node_lines (node text PRIMARY KEY, beat bigint NOT NULL, halls text NOT NULL)',
      )
    },
  },
]

type Row = { node: string; beat: number; halls: string }

/** A node that has not said anything for so long is no more, by the steady clock of who looks, ms. */
export const NODE_GONE_MS = 30_000
/** A node without a line says so at least so often, and every other at each exchange; ms of the exchange. */
export const EXCHANGE_MS = 5_000

/**
 * Which halls have a line at any node. Each node tells of its own and hears of the others; that one is gone it sees by its
 * own steady clock, because nothing new comes of it.
 */
export class NodeLineTable {
  readonly #store: Store
  readonly #node: string
  #beat = 0
  readonly #heard = new Map<string, { beat: number; at: number; halls: ReadonlySet<HallId> }>()

  constructor(store: Store, node: string) {
    this.#store = store
    this.#node = node
  }

  /** Tells which halls are here, hears which are elsewhere. `now`: steady clock, ms. */
  async exchange(here: readonly HallId[], now: number): Promise<void> {
    this.#beat += 1
    const row = { node: this.#node, beat: this.#beat, halls: JSON.stringify(here) }
    await this.#store.db('node_lines').insert(row).onConflict('node').merge()
    const rows: Row[] = await this.#store.db<Row>('node_lines').whereNot({ node: this.#node })
    for (const { node, beat, halls } of rows) {
      const known = this.#heard.get(node)
      if (known?.beat === beat) {
        // Long gone: its row is of no more use to anybody.
        if (now - known.at > 10 * NODE_GONE_MS)
          await this.#store.db('node_lines').where({ node, beat }).delete()
        continue
      }
      this.#heard.set(node, { beat, at: now, halls: new Set(JSON.parse(halls) as HallId[]) })
    }
    const present = new Set(rows.map(({ node }) => node))
    for (const node of this.#heard.keys()) if (!present.has(node)) this.#heard.delete(node)
  }

  isElsewhere(hallId: HallId, now: number): boolean {
    return [...this.#heard.values()].some(({ at, halls }) => now - at <= NODE_GONE_MS && halls.has(hallId))
  }

  /** This node stops: its halls are nowhere until they come to another. */
  async leave(): Promise<void> {
    await this.#store.db('node_lines').where({ node: this.#node }).delete()
  }
}
