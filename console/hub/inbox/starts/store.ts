import type { HallId } from '@service-hall/contract'
import type { Knex } from 'knex'
import type { Store } from '../../core/store.ts'
import type { Lineage } from '../store.ts'

/** Where the folding of a hall begins: behind fact `number`, with a state; null: with nothing, at its first fact. */
export type Start = { number: number; state: string | null }
type StartRow = { hall: HallId; ordinal: number; number: number; state: string }

/**
 * Where the folding of a hall's present begins. A hall whose backup is older than what is kept goes on from the state
 * that is kept: nothing else is known of it.
 */
export async function startOf({ db }: Store, hallId: HallId, lineage: Lineage): Promise<Start> {
  const row = await db<StartRow>('starts').where({ hall: hallId }).first()
  if (!row) return { number: 0, state: null }
  const kept = lineage.find(({ ordinal }) => ordinal === row.ordinal)
  if (kept && kept.upTo >= row.number) return { number: row.number, state: row.state }
  return { number: lineage.at(-2)?.upTo ?? 0, state: row.state }
}

export async function keepStart(trx: Knex, row: StartRow): Promise<void> {
  await trx<StartRow>('starts').insert(row).onConflict('hall').merge()
}
