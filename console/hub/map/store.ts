import type { RegionId } from '@service-hall/contract'
import type { Knex } from 'knex'
import type { Migration, Store } from '../core/store.ts'

export const mapMigrations: readonly Migration[] = [
  {
    name: 'maps-1',
    async up({ db }) {
      await db.raw(`CREATE TABLE maps (
        region text PRIMARY KEY, digest text NOT NULL, outlines text NOT NULL)`)
    },
  },
]

type Row = { region: RegionId; digest: string; outlines: string }

/** Keeps the outlines of a region's map, in the transaction of their fact; those before are gone. */
export async function keepMap(trx: Knex, region: RegionId, row: Omit<Row, 'region'>): Promise<void> {
  await trx<Row>('maps')
    .insert({ region, ...row })
    .onConflict('region')
    .merge()
}

/** The outlines of a region's map as text; null: those with this digest are not here. */
export async function outlinesOf({ db }: Store, region: RegionId, digest: string): Promise<string | null> {
  const row: Row | undefined = await db<Row>('maps').where({ region, digest }).first()
  return row?.outlines ?? null
}
