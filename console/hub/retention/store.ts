import type { HallId } from '@service-hall/contract'
import type { Knex } from 'knex'
import type { Migration, Store } from '../core/store.ts'
import { partitionDays } from '../inbox/partitions/store.ts'
import { dropSnapshots } from '../inbox/snapshots/store.ts'
import { keepStart, startOf } from '../inbox/starts/store.ts'
import { DAY_MS, factsOf, lineageOfHall } from '../inbox/store.ts'
import type { InboxFact, Lineage } from '../inbox/store.ts'
import { LiveHall } from '../live/live-hall.ts'
import { Cells } from '../rollup/cells.ts'
import { lockRolled, mergeCells } from '../rollup/store.ts'
import { nextBoundary } from './boundary.ts'
import type { Boundary } from './boundary.ts'

/** Most facts of a hall that go in one transaction. */
const PAGE = 2_000
/** Any number, the same for all nodes: who holds the lock of this number tells the time. */
const BOUNDARY_LOCK = 815_0913

export const retentionMigrations: readonly Migration[] = [
  {
    name: 'retention-1',
    async up({ db }) {
      await db.raw(`CREATE TABLE retention (
        id integer PRIMARY KEY, proposed bigint NOT NULL, "proposedAt" bigint NOT NULL, boundary bigint NOT NULL)`)
    },
  },
]

/** Before which moment facts (or files) may go, epoch ms; 0: none may. See `nextBoundary`. */
export async function boundaryOf(
  store: Store,
  readings: { now: number; stamps: readonly number[]; keepMs: number },
  of: 'facts' | 'files' = 'facts',
): Promise<number> {
  const id = of === 'facts' ? 1 : 2
  return store.write(async (trx) => {
    if (store.postgres) await trx.raw('SELECT pg_advisory_xact_lock(?)', [BOUNDARY_LOCK])
    const row = await trx<Boundary & { id: number }>('retention').where({ id }).first()
    const { next, before } = nextBoundary(row ?? null, readings)
    await trx('retention')
      .insert({ id, ...next })
      .onConflict('id')
      .merge()
    return before
  })
}

/**
 * Lets the oldest facts of a hall go, at most a few thousand: those from its first on that are all older than `before` and
 * are in its roll-ups. What they added moves to the settled roll-ups, and the state that they led to is kept, so that
 * nothing else changes. Answers how many numbers went.
 */
export async function pruneHall(store: Store, hallId: HallId, before: number): Promise<number> {
  return store.write(async (trx) => {
    const within: Store = { ...store, db: trx, past: trx }
    const rolled = (await lockRolled(trx, store.postgres, [hallId])).get(hallId)
    const lineage = await lineageOfHall(within, hallId)
    // Of an epoch whose roll-ups are still to be made: another time.
    if (!rolled || rolled.ordinal !== lineage.at(-1)?.ordinal) return 0
    const start = await startOf(within, hallId, lineage)
    const page = (await oldestOf(within, hallId, lineage, start.number)).filter(
      ({ number }) => number <= rolled.number,
    )
    const fresh = page.findIndex(({ at }) => at >= before)
    const going = fresh < 0 ? page : page.slice(0, fresh)
    const last = going.at(-1)
    if (!last) return 0
    const hall = new LiveHall(hallId)
    if (start.state !== null) hall.restore(start.state)
    const cells = new Cells()
    hall.fold(going, (measure) => cells.add(hallId, measure))
    const taken = cells.opposite()
    await mergeCells(trx, store.postgres, cells, 'settled')
    await mergeCells(trx, store.postgres, taken, 'rollups')
    await keepStart(trx, { hall: hallId, ordinal: last.ordinal, number: last.number, state: hall.state() })
    for (const { ordinal, upTo } of lineage)
      await trx('facts')
        .where({ hall: hallId, ordinal })
        .where('number', '<=', Math.min(upTo, last.number))
        .delete()
    await dropSnapshots(trx, hallId, last.number)
    await pruneAside(trx, hallId, lineage, before)
    return going.length
  })
}

/** The first facts behind a number, of all epochs that the present is made of. */
async function oldestOf(
  store: Store,
  hallId: HallId,
  lineage: Lineage,
  behind: number,
): Promise<InboxFact[]> {
  const facts: InboxFact[] = []
  for (const { ordinal, upTo } of lineage) {
    const from = Math.max(behind, facts.at(-1)?.number ?? 0) + 1
    if (from > upTo || facts.length >= PAGE) continue
    facts.push(...(await factsOf(store, { hallId, ordinal, from, to: upTo, limit: PAGE - facts.length })))
  }
  return facts
}

/** Old facts that are in no present: a hall's from before it went on from a backup. */
async function pruneAside(trx: Knex, hallId: HallId, lineage: Lineage, before: number): Promise<void> {
  const present = lineage.at(-1)?.ordinal ?? 0
  for (let ordinal = 1; ordinal < present; ordinal += 1) {
    const upTo = lineage.find((one) => one.ordinal === ordinal)?.upTo ?? 0
    await trx('facts')
      .where({ hall: hallId, ordinal })
      .where('number', '>', upTo)
      .where('at', '<', before)
      .delete()
  }
}

/** Removes partitions of days before a moment that hold nothing any more. */
export async function dropPartitions(store: Store, before: number): Promise<number> {
  if (!store.postgres) return 0
  const old = [...(await partitionDays(store.db))].filter((day) => (day + 1) * DAY_MS <= before)
  let dropped = 0
  for (const day of old) {
    dropped += await store.write(async (trx) => {
      await trx.raw(`LOCK TABLE facts_${day} IN ACCESS EXCLUSIVE MODE`)
      if (await trx(`facts_${day}`).first('number')) return 0
      await trx.raw(`DROP TABLE facts_${day}`)
      return 1
    })
  }
  return dropped
}
