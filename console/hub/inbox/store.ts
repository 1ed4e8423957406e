import type { Epoch, HallId, Mark } from '@service-hall/contract'
import type { Knex } from 'knex'
import type { Migration, Store } from '../core/store.ts'
import type { EpochRow, InboxBatch } from './batch.ts'
import { movePositions } from './positions/store.ts'
import { snapshotMigrations } from './snapshots/store.ts'

/** A fact as a hall told it; `fact` may be of a kind that this release does not know. */
export type InboxFact = { ordinal: number; number: number; at: number; fact: { type: string } }

/** Length of the days (UTC) that facts are kept by, ms. */
export const DAY_MS = 86_400_000

export const inboxMigrations: readonly Migration[] = [
  {
    name: 'inbox-1',
    async up({ db, postgres }) {
      await db.raw(`CREATE TABLE epochs (
        hall text NOT NULL, ordinal integer NOT NULL, epoch text NOT NULL, parent integer, after bigint NOT NULL,
        number bigint NOT NULL, PRIMARY KEY (hall, ordinal), UNIQUE (hall, epoch))`)
      await db.raw(`CREATE TABLE marks (
        hall text NOT NULL, ordinal integer NOT NULL, number bigint NOT NULL, mark text NOT NULL,
        PRIMARY KEY (hall, ordinal, number))`)
      // The day is part of the key where days are partitions: numbers are unique because positions only go up.
      await db.raw(`CREATE TABLE facts (
        hall text NOT NULL, ordinal integer NOT NULL, number bigint NOT NULL, at bigint NOT NULL, day integer NOT NULL,
        type text NOT NULL, fact text NOT NULL,
        PRIMARY KEY (${postgres ? 'hall, ordinal, number, day' : 'hall, ordinal, number'})
        )${postgres ? ' PARTITION BY RANGE (day)' : ' WITHOUT ROWID'}`)
      await db.raw('CREATE INDEX facts_by_time ON facts (hall, at)')
      if (postgres) await db.raw('CREATE TABLE facts_other PARTITION OF facts DEFAULT')
    },
  },
  ...snapshotMigrations,
]

/** Marks of an epoch up to a number, latest first. */
export async function marksUpTo(
  { db }: Store,
  { hallId, epoch, upTo, limit }: { hallId: HallId; epoch: Epoch; upTo: number; limit: number },
): Promise<Mark[]> {
  const rows: Mark[] = await db('marks')
    .join('epochs', (on) => on.on('epochs.hall', 'marks.hall').on('epochs.ordinal', 'marks.ordinal'))
    .where({ 'marks.hall': hallId, 'epochs.epoch': epoch })
    .where('marks.number', '<=', upTo)
    .orderBy('marks.number', 'desc')
    .limit(limit)
    .select<Mark[]>('marks.number', 'marks.mark')
  return rows
}

/**
 * Puts batches of any halls on the disk, in one transaction. Answers for each whether it was taken: one that does not
 * begin right behind what the hub has (it came twice, or another node took it) is not.
 */
export async function takeBatches(store: Store, batches: readonly InboxBatch[]): Promise<boolean[]> {
  return store.write(async (trx) => {
    const moved = await movePositions(trx, store.postgres, batches)
    const taken = batches.filter((_, at) => moved[at])
    await insertFacts(trx, store.postgres, taken)
    await insertMarks(trx, store.postgres, taken)
    return moved
  })
}

async function insertFacts(trx: Knex, postgres: boolean, batches: readonly InboxBatch[]): Promise<void> {
  const rows = batches.flatMap(({ hallId, ordinal, entries }) =>
    entries.map(({ number, at, fact }) => [
      hallId,
      ordinal,
      number,
      at,
      Math.floor(at / DAY_MS),
      plainWord(fact.type),
      JSON.stringify(fact),
    ]),
  )
  if (rows.length === 0) return
  const json = JSON.stringify(rows)
  const columns = '(hall, ordinal, number, at, day, type, fact)'
  await trx.raw(
    postgres
      ? `INSERT INTO facts ${columns} SELECT row->>0, (row->>1)::int, (row->>2)::bigint, (row->>3)::bigint,
           (row->>4)::int, row->>5, row->>6 FROM jsonb_array_elements(?::jsonb) AS row`
      : `INSERT INTO facts ${columns} SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4,
           value ->> 5, value ->> 6 FROM jsonb_each(?)`,
    [json],
  )
}

/** A fact's type as a column: a hall of another make may send what PostgreSQL has no text for. The fact itself is whole. */
function plainWord(type: string): string {
  return Buffer.from(type).toString().replaceAll('\0', '\uFFFD')
}

async function insertMarks(trx: Knex, postgres: boolean, batches: readonly InboxBatch[]): Promise<void> {
  const rows = batches.flatMap(({ hallId, ordinal, marks }) =>
    marks.map(({ number, mark }) => [hallId, ordinal, number, mark]),
  )
  if (rows.length === 0) return
  const into = 'INSERT INTO marks (hall, ordinal, number, mark)'
  await trx.raw(
    postgres
      ? `${into} SELECT row->>0, (row->>1)::int, (row->>2)::bigint, row->>3 FROM jsonb_array_elements(?::jsonb) AS row`
      : `${into} SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM jsonb_each(?)`,
    [JSON.stringify(rows)],
  )
}

/** The first facts of a stretch of an epoch, in order. */
export async function factsOf(
  { db }: Store,
  {
    hallId,
    ordinal,
    from,
    to,
    limit,
  }: { hallId: HallId; ordinal: number; from: number; to: number; limit: number },
): Promise<InboxFact[]> {
  const rows: { ordinal: number; number: number; at: number; fact: string }[] = await db('facts')
    .where({ hall: hallId, ordinal })
    .whereBetween('number', [from, to])
    .orderBy('number')
    .limit(limit)
    .select('ordinal', 'number', 'at', 'fact')
  return rows.map(({ fact, ...rest }) => ({ ...rest, fact: JSON.parse(fact) as InboxFact['fact'] }))
}

/** A stretch of facts of one hall. */
export type Stretch = { hallId: HallId; ordinal: number; from: number; to: number }

/**
 * The facts of many short stretches, each in order. `days` (UTC, since 1970) bounds what is looked through where facts are
 * partitioned by day.
 */
export async function factsOfMany(
  { db, postgres }: Store,
  stretches: readonly Stretch[],
  days?: { from: number; to: number },
): Promise<(InboxFact & { hall: HallId })[]> {
  const json = JSON.stringify(stretches.map(({ hallId, ordinal, from, to }) => [hallId, ordinal, from, to]))
  const wanted = postgres
    ? `jsonb_array_elements(?::jsonb) AS row JOIN facts ON hall = row->>0 AND ordinal = (row->>1)::int
         AND number BETWEEN (row->>2)::bigint AND (row->>3)::bigint`
    : `jsonb_each(?) AS row CROSS JOIN facts ON hall = row.value ->> 0 AND ordinal = row.value ->> 1
         AND number BETWEEN row.value ->> 2 AND row.value ->> 3`
  const within = days ? 'WHERE day BETWEEN ? AND ?' : ''
  const answer: unknown = await db.raw(
    `SELECT hall, ordinal, number, at, fact FROM ${wanted} ${within} ORDER BY hall, ordinal, number`,
    days ? [json, days.from, days.to] : [json],
  )
  type Row = { hall: HallId; ordinal: number; number: number; at: number; fact: string }
  const rows = (postgres ? (answer as { rows: Row[] }).rows : answer) as Row[]
  return rows.map(({ fact, ...rest }) => ({ ...rest, fact: JSON.parse(fact) as InboxFact['fact'] }))
}

/** The present epoch of every hall, and up to where its facts are here. */
export async function positionsNow({
  db,
}: Store): Promise<{ hallId: HallId; ordinal: number; to: number }[]> {
  const rows: EpochRow[] = await db<EpochRow>('epochs')
    .orderBy(['hall', 'ordinal'])
    .select('hall', 'ordinal', 'number')
  const latest = new Map(rows.map((row) => [row.hall, row]))
  return [...latest.values()].map(({ hall, ordinal, number }) => ({ hallId: hall, ordinal, to: number }))
}

/** The epochs that lead to the one a hall is in: facts up to `upTo` of each, one after the other. */
export type Lineage = { ordinal: number; upTo: number }[]

/** Every hall with the epochs that its present is made of. */
export async function epochsInUse({ db }: Store): Promise<{ hallId: HallId; lineage: Lineage }[]> {
  const rows: EpochRow[] = await db<EpochRow>('epochs').orderBy(['hall', 'ordinal'])
  const byHall = new Map<HallId, EpochRow[]>()
  for (const row of rows) byHall.set(row.hall, [...(byHall.get(row.hall) ?? []), row])
  return [...byHall].map(([hallId, epochs]) => ({ hallId, lineage: lineageOf(epochs) }))
}

/** The epochs that the present of one hall is made of; none: it is not known. */
export async function lineageOfHall({ db }: Store, hallId: HallId): Promise<Lineage> {
  return lineageOf(await db<EpochRow>('epochs').where({ hall: hallId }).orderBy('ordinal'))
}

function lineageOf(epochs: readonly EpochRow[]): Lineage {
  const lineage: Lineage = []
  let upTo = Infinity
  for (let row = epochs.at(-1); row;) {
    lineage.unshift({ ordinal: row.ordinal, upTo: Math.min(upTo, row.number) })
    upTo = row.after
    const { parent } = row
    row = parent === null ? undefined : epochs.find(({ ordinal }) => ordinal === parent)
  }
  return lineage
}
