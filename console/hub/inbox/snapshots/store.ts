import { promisify } from 'node:util'
import { gunzipSync, gzip } from 'node:zlib'
import type { HallId } from '@service-hall/contract'
import type { Knex } from 'knex'
import type { Migration, Store } from '../../core/store.ts'
import { startOf } from '../starts/store.ts'
import type { Start } from '../starts/store.ts'
import type { Lineage } from '../store.ts'

/**
 * What facts of a hall up to one of them add up to, so that nobody has to fold them all again. Nothing depends on one:
 * what is missing is folded. `schema`: of the fold that made it (`foldSchema`); another's is not believed.
 */
export type Snapshot = {
  hall: HallId
  ordinal: number
  number: number
  at: number
  schema: string
  state: string
}
type Row = Snapshot & { stays: number }
type Key = Pick<Row, 'hall' | 'ordinal' | 'number' | 'at'>

/** So many numbers apart snapshots stay, for a look at the past; of the others only the latest. */
export const APART = 5_000
/** Halls whose states are read at once. */
const GROUP = 100

export const snapshotMigrations: readonly Migration[] = [
  {
    name: 'snapshots-1',
    async up({ db, postgres }) {
      await db.raw(`CREATE TABLE snapshots (
        hall text NOT NULL, ordinal integer NOT NULL, number bigint NOT NULL, at bigint NOT NULL, schema text NOT NULL,
        stays integer NOT NULL, state text NOT NULL, PRIMARY KEY (hall, ordinal, number)
        )${postgres ? '' : ' WITHOUT ROWID'}`)
    },
  },
]

const pressed = promisify(gzip)

/**
 * Keeps states. Of each hall the latest stays, and one every `APART` facts. `nearer`: a state is not kept where one is that
 * is so few facts behind it, or ahead: every node of a region keeps the states of all halls.
 */
export async function keepSnapshots(
  store: Store,
  snapshots: readonly Snapshot[],
  { nearer = 0 }: { nearer?: number } = {},
): Promise<void> {
  const rows: Snapshot[] = []
  for (const one of snapshots)
    rows.push({ ...one, state: (await pressed(one.state, { level: 3 })).toString('base64') })
  // Nodes that have the same halls wait for each other and never in a circle.
  rows.sort((a, b) => (a.hall < b.hall ? -1 : 1))
  await store.write(async (trx) => {
    for (const row of rows) await keepOne(trx, row, nearer)
  })
}

async function keepOne(trx: Knex, row: Snapshot, nearer: number): Promise<void> {
  const { hall, ordinal, number, schema } = row
  const kept = trx<Row>('snapshots').where({ hall, schema }).orderBy('number', 'desc')
  if (nearer > 0) {
    const near = await kept.clone().where({ ordinal }).first('number')
    if (near && near.number > number - nearer) return
  }
  const before = await kept.clone().where({ stays: 1 }).where('number', '<=', number).first('number')
  const stays = number - (before?.number ?? 0) >= APART ? 1 : 0
  await trx<Row>('snapshots').where({ hall, stays: 0 }).where('number', '<=', number).delete()
  await trx<Row>('snapshots')
    .insert({ ...row, stays })
    .onConflict(['hall', 'ordinal', 'number'])
    .merge()
  // Of another fold: it would be made again and again.
  await trx<Row>('snapshots').where({ hall, ordinal }).whereNot({ schema }).delete()
}

/** Snapshots that begin before what is kept are of no more use. */
export async function dropSnapshots(trx: Knex, hall: HallId, before: number): Promise<void> {
  await trx<Row>('snapshots').where({ hall }).where('number', '<', before).delete()
}

/** Where folding a hall up to fact `upTo` begins: behind the latest state that is kept of it. */
export async function nearestStart(
  store: Store,
  {
    hallId,
    lineage,
    schema,
    upTo = Infinity,
  }: { hallId: HallId; lineage: Lineage; schema: string; upTo?: number },
): Promise<Start> {
  const start = await startOf({ ...store, db: store.past }, hallId, lineage)
  const keys: Key[] = await store
    .past<Row>('snapshots')
    .where({ hall: hallId, schema })
    .where('number', '>', start.number)
    .where('number', '<=', Math.min(upTo, Number.MAX_SAFE_INTEGER))
    .orderBy('number', 'desc')
    .select('hall', 'ordinal', 'number', 'at')
  const key = keys.find((one) => isOf(lineage, one))
  if (!key) return start
  const { hall, ordinal, number } = key
  const row = await store.past<Row>('snapshots').where({ hall, ordinal, number }).first('state')
  return row ? { number, state: stateOf(row) } : start
}

/** The latest states of many halls, group by group: what a hub begins with. */
export async function* latestSnapshots(
  { db }: Store,
  schema: string,
  halls: readonly { hallId: HallId; lineage: Lineage }[],
): AsyncGenerator<{ hallId: HallId; start: { number: number; state: string } }> {
  for (let at = 0; at < halls.length; at += GROUP) {
    const group = halls.slice(at, at + GROUP)
    const ids = group.map(({ hallId }) => hallId)
    const keys: Key[] = await db<Row>('snapshots')
      .whereIn('hall', ids)
      .where({ schema })
      .orderBy('number', 'desc')
      .select('hall', 'ordinal', 'number')
    // What was kept by a node that did not know yet that facts behind it had gone.
    const firsts: Pick<Key, 'hall' | 'number'>[] = await db('starts')
      .whereIn('hall', ids)
      .select('hall', 'number')
    const wanted = group.flatMap(({ hallId, lineage }) => {
      const first = firsts.find(({ hall }) => hall === hallId)?.number ?? 0
      const key = keys.find((one) => one.hall === hallId && one.number >= first && isOf(lineage, one))
      return key ? [[key.hall, key.ordinal, key.number] as const] : []
    })
    if (wanted.length === 0) continue
    const rows: Row[] = await db<Row>('snapshots')
      .whereIn(['hall', 'ordinal', 'number'] as never, wanted as never)
      .select('hall', 'number', 'state')
    for (const row of rows) yield { hallId: row.hall, start: { number: row.number, state: stateOf(row) } }
  }
}

/** Whether a place is in the history that the present is made of. */
function isOf(lineage: Lineage, { ordinal, number }: Pick<Key, 'ordinal' | 'number'>): boolean {
  const at = lineage.findIndex((one) => one.ordinal === ordinal)
  const epoch = lineage[at]
  return epoch !== undefined && number <= epoch.upTo && number >= (lineage[at - 1]?.upTo ?? 0)
}

function stateOf({ state }: Pick<Row, 'state'>): string {
  return gunzipSync(Buffer.from(state, 'base64')).toString()
}
