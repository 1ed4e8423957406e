import { MEASURES } from '@service-hall/contract'
import type { HallId } from '@service-hall/contract'
import type { Knex } from 'knex'
import type { Store } from '../core/store.ts'
import { startOf } from '../inbox/starts/store.ts'
import { factsOf, lineageOfHall } from '../inbox/store.ts'
import { LiveHall } from '../live/live-hall.ts'
import type { Measure } from '../live/measure.ts'
import { Cells } from './cells.ts'
import type { CellKey, CellRow } from './cells.ts'
import { DaySpans, mergeSpans } from './days/store.ts'

export { rollupMigrations } from './tables/store.ts'

/** What a stretch of a hall's facts adds; numbers run on through the epochs that its present is made of. */
export type Stretch = {
  hallId: HallId
  /** The epoch that the hall is in. */
  ordinal: number
  from: number
  to: number
  measures: readonly { number: number; measure: Measure }[]
}

/** Up to which fact the roll-ups of a hall are made. */
export type Rolled = { hall: HallId; ordinal: number; number: number }

const KEY = ['hall', 'grain', 'day', 'minute', 'service', 'counter', 'staff', 'machine'] as const
const COLUMNS = [...KEY, ...MEASURES, 'wait', 'handling'] as const
const PAGE = 5_000

/** `settled`: made of facts that are kept no longer. Both together are the roll-ups. */
export type RollupTable = 'rollups' | 'settled'

/** Up to where the roll-ups of every hall are made. */
export async function rolledHalls({ db }: Store): Promise<Rolled[]> {
  return db<Rolled>('rolled').select('hall', 'ordinal', 'number')
}

/** Up to where the roll-ups of these halls are made. */
export async function rolledAmong({ db }: Store, halls: readonly HallId[]): Promise<Rolled[]> {
  return db<Rolled>('rolled').whereIn('hall', halls).select('hall', 'ordinal', 'number')
}

/**
 * Adds what stretches of facts add, in one transaction, each fact once whoever had it before. Answers the halls for which
 * that cannot be done: facts between are missing here, or the hall is in another epoch. They are to be rebuilt.
 */
export async function addStretches(store: Store, stretches: readonly Stretch[]): Promise<HallId[]> {
  return store.write(async (trx) => {
    const rolled = await lockRolled(
      trx,
      store.postgres,
      stretches.map(({ hallId }) => hallId),
    )
    const cells = new Cells()
    const spans = new DaySpans()
    const others: HallId[] = []
    const moved: Rolled[] = []
    for (const { hallId, ordinal, from, to, measures } of stretches) {
      const has = rolled.get(hallId) ?? { ordinal: 0, number: 0 }
      // Of an epoch that has ended meanwhile: whoever follows the present one has the rest.
      if (ordinal < has.ordinal) continue
      if ((has.ordinal !== 0 && ordinal !== has.ordinal) || from > has.number + 1) {
        others.push(hallId)
        continue
      }
      if (to <= has.number) continue
      for (const { number, measure } of measures) {
        if (number <= has.number) continue
        cells.add(hallId, measure)
        spans.note(hallId, measure.day, number)
      }
      moved.push({ hall: hallId, ordinal, number: to })
    }
    await moveRolled(trx, store.postgres, moved)
    await mergeCells(trx, store.postgres, cells)
    await mergeSpans(trx, store.postgres, spans)
    return others
  })
}

/** Makes the roll-ups of a hall again from the facts that its present is made of, as far as they are kept. */
export async function rebuild(store: Store, hallId: HallId): Promise<Rolled> {
  return store.write(async (trx) => {
    const within: Store = { ...store, db: trx, past: trx }
    await lockRolled(trx, store.postgres, [hallId])
    await trx('rollups').where({ hall: hallId }).delete()
    const lineage = await lineageOfHall(within, hallId)
    const hall = new LiveHall(hallId)
    const start = await startOf(within, hallId, lineage)
    if (start.state !== null) hall.restore(start.state)
    // Where facts are gone, so are those of the first days: what is left of them is narrower.
    await trx('spans').where({ hall: hallId }).delete()
    const spans = new DaySpans()
    let last = start.number
    for (const { ordinal, upTo } of lineage) {
      for (let left = true; left && last < upTo;) {
        const cells = new Cells()
        const page = await factsOf(within, { hallId, ordinal, from: last + 1, to: upTo, limit: PAGE })
        hall.fold(page, (measure, { number }) => {
          cells.add(hallId, measure)
          spans.note(hallId, measure.day, number)
        })
        await mergeCells(trx, store.postgres, cells)
        left = page.length === PAGE
        last = left ? (page.at(-1)?.number ?? upTo) : upTo
      }
    }
    const rolled = { hall: hallId, ordinal: lineage.at(-1)?.ordinal ?? 0, number: last }
    await moveRolled(trx, store.postgres, [rolled])
    await mergeSpans(trx, store.postgres, spans)
    return rolled
  })
}

/** The positions of these halls, theirs until the transaction ends; rows are made for those that have none. */
export async function lockRolled(
  trx: Knex,
  postgres: boolean,
  halls: readonly HallId[],
): Promise<Map<HallId, Rolled>> {
  const wanted = [...new Set(halls)].sort()
  const rows = wanted.map((hall) => ({ hall, ordinal: 0, number: 0 }))
  await trx.raw(
    postgres
      ? `INSERT INTO rolled SELECT row->>'hall', 0, 0 FROM jsonb_array_elements(?::jsonb) AS row
           ON CONFLICT (hall) DO NOTHING`
      : `INSERT INTO rolled SELECT value ->> 'hall', 0, 0 FROM jsonb_each(?) WHERE true ON CONFLICT (hall) DO NOTHING`,
    [JSON.stringify(rows)],
  )
  const query = trx<Rolled>('rolled')
    .whereIn('hall', wanted)
    .orderBy('hall')
    .select('hall', 'ordinal', 'number')
  const found: Rolled[] = await (postgres ? query.forUpdate() : query)
  return new Map(found.map((row) => [row.hall, row]))
}

async function moveRolled(trx: Knex, postgres: boolean, rolled: readonly Rolled[]): Promise<void> {
  if (rolled.length === 0) return
  await trx.raw(
    postgres
      ? `UPDATE rolled SET ordinal = (row->>1)::int, number = (row->>2)::bigint
           FROM jsonb_array_elements(?::jsonb) AS row WHERE hall = row->>0`
      : 'UPDATE rolled SET ordinal = value ->> 1, number = value ->> 2 FROM jsonb_each(?) WHERE hall = value ->> 0',
    [JSON.stringify(rolled.map(({ hall, ordinal, number }) => [hall, ordinal, number]))],
  )
}

/** Adds changes to the cells that are kept; what then holds nothing is not kept. */
export async function mergeCells(
  trx: Knex,
  postgres: boolean,
  cells: Cells,
  table: RollupTable = 'rollups',
): Promise<void> {
  if (cells.size === 0) return
  for (const row of await keptOf(trx, postgres, cells.keys(), table)) cells.addRow(row)
  const { full, empty } = cells.rows()
  const values = COLUMNS.map((column, at) => (postgres ? `${fieldOf(column, at)}` : `value ->> ${at}`)).join(
    ', ',
  )
  const changed = COLUMNS.slice(KEY.length).map((column) => `"${column}" = excluded."${column}"`)
  if (full.length > 0)
    await trx.raw(
      `INSERT INTO ${table} (${COLUMNS.map((column) => `"${column}"`).join(', ')})
         SELECT ${values} FROM ${postgres ? 'jsonb_array_elements(?::jsonb) AS value' : 'jsonb_each(?) WHERE true'}
         ON CONFLICT (${KEY.join(', ')}) DO UPDATE SET ${changed.join(', ')}`,
      [JSON.stringify(full.map((row) => COLUMNS.map((column) => row[column])))],
    )
  for (const { hall, grain, day, minute, service, counter, staff, machine } of empty)
    await trx(table).where({ hall, grain, day, minute, service, counter, staff, machine }).delete()
}

/** A field of a JSON row on PostgreSQL, of its column's type. */
function fieldOf(column: (typeof COLUMNS)[number], at: number): string {
  const text = `value->>${at}`
  if (column === 'minute') return `(${text})::int`
  return (MEASURES as readonly string[]).includes(column) ? `(${text})::bigint` : text
}

async function keptOf(
  trx: Knex,
  postgres: boolean,
  keys: readonly CellKey[],
  table: RollupTable,
): Promise<CellRow[]> {
  const json = JSON.stringify(keys.map((key) => KEY.map((column) => key[column])))
  const same = KEY.map(
    (column, at) => `${table}.${column} = ${postgres ? fieldOf(column, at) : `value ->> ${at}`}`,
  )
  // The keys lead: a cross join in SQLite is carried out in the order in which it stands.
  const from = postgres
    ? `jsonb_array_elements(?::jsonb) AS value JOIN ${table} ON`
    : `jsonb_each(?) CROSS JOIN ${table} WHERE`
  const answer: unknown = await trx.raw(`SELECT ${table}.* FROM ${from} ${same.join(' AND ')}`, [json])
  return (postgres ? (answer as { rows: CellRow[] }).rows : answer) as CellRow[]
}
