import { createHash } from 'node:crypto'
import { MOST_PACKAGE_BYTES } from '@service-hall/contract'
import type { RefusalCode } from '@service-hall/contract'
import type { Knex } from 'knex'
import type { Migration, Store } from '../core/store.ts'

export const releaseMigrations: readonly Migration[] = [
  {
    name: 'packages-1',
    async up({ db, postgres }) {
      await db.raw(`CREATE TABLE packages (
        digest text PRIMARY KEY, bytes bigint NOT NULL, have bigint NOT NULL, whole integer NOT NULL,
        account text NOT NULL, at bigint NOT NULL)`)
      await db.raw(`CREATE TABLE package_pieces (
        digest text NOT NULL, start bigint NOT NULL, data ${postgres ? 'bytea' : 'blob'} NOT NULL,
        PRIMARY KEY (digest, start))`)
    },
  },
]

type Row = { digest: string; bytes: number; have: number; whole: number; account: string; at: number }
type Piece = { digest: string; start: number; data: Buffer }
const rowsOf = (db: Knex) => db<Row>('packages')
const piecesOf = (db: Knex) => db<Piece>('package_pieces')

export type UploadedPiece = {
  sha256: string
  bytes: number
  from: number
  data: Buffer
  account: string
  at: number
}

/**
 * Takes a piece of a package if it is the next one, in one transaction. What has come as a whole is then read once, piece
 * by piece, and is let go of where it is not what its digest says. Answers how many bytes are there.
 */
export async function takePackagePiece(
  store: Store,
  piece: UploadedPiece,
  mostBytes = MOST_PACKAGE_BYTES,
): Promise<{ have: number } | { code: RefusalCode }> {
  const taken = await store.write((trx) => take(trx, store.postgres, piece, mostBytes))
  if ('code' in taken || taken.have < piece.bytes) return taken
  return (await isSound(store, piece.sha256)) ? taken : { code: 'release.broken' }
}

async function take(
  trx: Knex,
  postgres: boolean,
  { sha256: digest, bytes, from, data, account, at }: UploadedPiece,
  mostBytes: number,
): Promise<{ have: number } | { code: RefusalCode }> {
  const all = await rowsOf(trx).whereNot({ digest }).sum({ bytes: 'bytes' }).first<{ bytes: unknown }>()
  if (Number(all?.bytes ?? 0) + bytes > mostBytes) return { code: 'release.noRoom' }
  await rowsOf(trx)
    .insert({ digest, bytes, have: 0, whole: 0, account, at })
    .onConflict('digest')
    .ignore()
  const asked = rowsOf(trx).where({ digest })
  const row: Row | undefined = await (postgres ? asked.forUpdate() : asked).first()
  if (!row) throw new Error('a row that was just written is not there')
  if (row.bytes !== bytes) {
    if (row.whole) return { code: 'release.broken' }
    await piecesOf(trx).where({ digest }).delete()
    await rowsOf(trx).where({ digest }).update({ bytes, have: 0, at })
    return { have: 0 }
  }
  if (from !== row.have || data.length === 0 || row.whole) return { have: row.have }
  const have = row.have + data.length
  if (have > bytes) return { code: 'release.broken' }
  await piecesOf(trx).insert({ digest, start: from, data })
  await rowsOf(trx).where({ digest }).update({ have, at })
  return { have }
}

/** Whether a package that has come as a whole is what its digest says; noted, so that it is read once. */
async function isSound(store: Store, digest: string): Promise<boolean> {
  const row: Row | undefined = await rowsOf(store.db).where({ digest }).first()
  if (!row || row.whole) return row !== undefined
  const sum = createHash('sha256')
  for (let from = 0; from < row.bytes;) {
    const piece: Piece | undefined = await piecesOf(store.past).where({ digest, start: from }).first()
    if (!piece) break
    sum.update(piece.data)
    from += piece.data.length
  }
  const isIt = sum.digest('hex') === digest
  if (isIt) await rowsOf(store.db).where({ digest }).update({ whole: 1 })
  else await dropPackage(store, digest)
  return isIt
}

async function dropPackage(store: Store, digest: string): Promise<void> {
  await store.write(async (trx) => {
    await rowsOf(trx).where({ digest }).delete()
    await piecesOf(trx).where({ digest }).delete()
  })
}

/** How many bytes a package has that is here as a whole; null: it is not. */
export async function wholePackage({ db }: Store, digest: string): Promise<number | null> {
  const row: Row | undefined = await rowsOf(db).where({ digest, whole: 1 }).first()
  return row?.bytes ?? null
}

/** Marks a package as wanted at a moment, in the transaction of its fact. Throws where it is not here as a whole. */
export async function holdPackage(trx: Knex, digest: string, at: number): Promise<void> {
  const held = await rowsOf(trx).where({ digest, whole: 1 }).update({ at })
  if (held === 0) throw new Error('a package that was whole is gone')
}

/** Bytes of a whole package from one on, at most so many, and how many it has; null: it is not here. */
export async function packagePiece(
  store: Store,
  { sha256: digest, from, most }: { sha256: string; from: number; most: number },
): Promise<{ bytes: number; data: Buffer } | null> {
  const bytes = await wholePackage({ ...store, db: store.past }, digest)
  if (bytes === null) return null
  const { past } = store
  const row: { start: number; length: number } | undefined = await piecesOf(past)
    .where({ digest })
    .where('start', '<=', from)
    .orderBy('start', 'desc')
    .first('start', past.raw('length(data) as length'))
  if (!row || from >= row.start + row.length) return { bytes, data: Buffer.alloc(0) }
  const part: { part: Buffer } | undefined = await piecesOf(past)
    .where({ digest, start: row.start })
    .first(past.raw(`substr(data, ${Math.trunc(from - row.start) + 1}, ${Math.trunc(most)}) as part`))
  return { bytes, data: Buffer.from(part?.part ?? []) }
}

/** Lets packages go that nobody has touched since a moment and that are of no release. Answers how many went. */
export async function dropUnusedPackages(
  store: Store,
  { before, used }: { before: number; used: ReadonlySet<string> },
): Promise<number> {
  const rows: Pick<Row, 'digest'>[] = await rowsOf(store.db).where('at', '<', before).select('digest')
  const gone = rows.filter(({ digest }) => !used.has(digest))
  for (const { digest } of gone)
    await store.write(async (trx) => {
      const isGone = await rowsOf(trx).where({ digest }).where('at', '<', before).delete()
      if (isGone > 0) await piecesOf(trx).where({ digest }).delete()
    })
  return gone.length
}
