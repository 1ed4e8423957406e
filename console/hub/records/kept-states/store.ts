import { promisify } from 'node:util'
import { deserialize, serialize } from 'node:v8'
import { gunzip, gzip } from 'node:zlib'
import type { Migration, Store } from '../../core/store.ts'

/**
 * What the hub's own records up to a fact add up to, so that a start need not fold them all. Nothing depends on it: what is
 * missing is folded. `schema`: of the fold that made it; another's is not believed. `hash`: of the chain at that fact, so
 * that a state is not taken for one of other records.
 */
type Row = { schema: string; number: number; hash: string; state: string }

export const keptStateMigrations: readonly Migration[] = [
  {
    name: 'records-2',
    async up({ db }) {
      await db.raw(`CREATE TABLE record_states (
        schema text PRIMARY KEY, number bigint NOT NULL, hash text NOT NULL, state text NOT NULL)`)
    },
  },
]

/** States of other releases stay for so many facts: nodes of two releases may share the records for a while. */
const OTHERS = 50_000

const pressed = promisify(gzip)
const opened = promisify(gunzip)

/** The state at fact `number` as it is kept. It is taken in this turn: nothing that is folded later is in it. */
export async function keepState(
  store: Store,
  { schema, number, state }: { schema: string; number: number; state: object },
): Promise<void> {
  const bytes = serialize(state)
  const text = (await pressed(bytes, { level: 3 })).toString('base64')
  await store.write(async (trx) => {
    const fact = await trx<{ number: number; hash: string }>('record_facts').where({ number }).first('hash')
    if (!fact) return
    await trx<Row>('record_states')
      .insert({ schema, number, hash: fact.hash, state: text })
      .onConflict('schema')
      .merge()
      .where('record_states.number', '<', number)
    await trx<Row>('record_states')
      .where('number', '<', number - OTHERS)
      .whereNot({ schema })
      .delete()
  })
}

/** The latest state that is kept of this fold and of these very records; null: none is. */
export async function keptState(
  { db }: Store,
  schema: string,
): Promise<{ number: number; state: object } | null> {
  const row = await db<Row>('record_states').where({ schema }).first()
  if (!row) return null
  const { number, hash, state } = row
  const fact = await db<{ number: number; hash: string }>('record_facts').where({ number }).first('hash')
  if (fact?.hash !== hash) return null
  return { number, state: deserialize(await opened(Buffer.from(state, 'base64'))) as object }
}
