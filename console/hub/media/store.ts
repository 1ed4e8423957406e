import type { ImageMedia } from '@service-hall/contract'
import type { Knex } from 'knex'
import type { Migration, Store } from '../core/store.ts'

/** Digests in one query. */
const AT_ONCE = 500

export const mediaMigrations: readonly Migration[] = [
  {
    name: 'images-1',
    async up({ db, postgres }) {
      await db.raw(`CREATE TABLE images (
        digest text PRIMARY KEY, media text NOT NULL, bytes integer NOT NULL, account text NOT NULL,
        at bigint NOT NULL, data ${postgres ? 'bytea' : 'blob'} NOT NULL)`)
    },
  },
]

export type KeptImage = { sha256: string; media: ImageMedia; bytes: number }
type Row = { digest: string; media: ImageMedia; bytes: number; account: string; at: number; data: Buffer }

/** Keeps an image under its digest, once; false: all images together would take more than `mostBytes`. */
export async function keepImage(
  trx: Knex,
  image: { sha256: string; media: ImageMedia; data: Buffer; account: string; at: number },
  mostBytes: number,
): Promise<boolean> {
  const { sha256: digest, media, data, account, at } = image
  const again = await trx<Row>('images').where({ digest }).update({ at })
  if (again > 0) return true
  const sum = await trx<Row>('images').sum({ bytes: 'bytes' }).first<{ bytes: number | string | null }>()
  if (Number(sum?.bytes ?? 0) + data.length > mostBytes) return false
  await trx<Row>('images').insert({ digest, media, bytes: data.length, account, at, data })
  return true
}

/** Somebody asks for these: they count as kept now. Answers how many of them are here. */
export async function noteAsked(trx: Knex, digests: readonly string[], at: number): Promise<number> {
  let here = 0
  for (let from = 0; from < digests.length; from += AT_ONCE)
    here += await trx<Row>('images')
      .whereIn('digest', digests.slice(from, from + AT_ONCE))
      .update({ at })
  return here
}

/** An image and its bytes; null: there is none. */
export async function readImage(
  { db }: Store,
  digest: string,
): Promise<{ media: ImageMedia; data: Buffer } | null> {
  const row: Row | undefined = await db<Row>('images').where({ digest }).first()
  return row ? { media: row.media, data: row.data } : null
}

/** Bytes of an image from one on, at most so many, and how many it has; null: there is none. */
export async function imagePiece(
  { db }: Store,
  { sha256: digest, from, most }: { sha256: string; from: number; most: number },
): Promise<{ bytes: number; data: Buffer } | null> {
  const row: { bytes: number; part: Buffer } | undefined = await db('images')
    .where({ digest })
    // Whole numbers, counted from 1: put in as such, because PostgreSQL has to know their type.
    .first('bytes', db.raw(`substr(data, ${Math.trunc(from) + 1}, ${Math.trunc(most)}) as part`))
  return row ? { bytes: row.bytes, data: Buffer.from(row.part) } : null
}

/** Lets images go that were kept before a moment and that nobody asks to be shown. Answers how many went. */
export async function dropUnused(
  trx: Knex,
  { before, used }: { before: number; used: ReadonlySet<string> },
): Promise<number> {
  const rows: Pick<Row, 'digest'>[] = await trx<Row>('images').where('at', '<', before).select('digest')
  const gone = rows.map(({ digest }) => digest).filter((digest) => !used.has(digest))
  for (const digest of gone) await trx<Row>('images').where({ digest }).delete()
  return gone.length
}
