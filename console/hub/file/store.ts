import { createHash } from 'node:crypto'
import type {
  DirectiveId,
  FileHead,
  FileMedia,
  FilePiece,
  FileSeen,
  HallId,
  RefusalCode,
} from '@service-hall/contract'
import type { Knex } from 'knex'
import type { Migration, Store } from '../core/store.ts'

export const fileMigrations: readonly Migration[] = [
  {
    name: 'files-1',
    async up({ db, postgres }) {
      await db.raw(`CREATE TABLE files (
        directive text PRIMARY KEY, hall text NOT NULL, media text NOT NULL, bytes integer NOT NULL,
        digest text NOT NULL, have integer NOT NULL, at bigint NOT NULL, gone text)`)
      await db.raw('CREATE INDEX files_by_age ON files (at)')
      await db.raw(`CREATE TABLE file_pieces (
        directive text NOT NULL, start integer NOT NULL, data ${postgres ? 'bytea' : 'blob'} NOT NULL,
        PRIMARY KEY (directive, start))`)
    },
  },
]

type Gone = NonNullable<FileSeen['gone']>
type Row = {
  directive: DirectiveId
  hall: HallId
  media: FileMedia
  bytes: number
  digest: string
  have: number
  at: number
  gone: Gone | null
}
type Piece = { directive: DirectiveId; start: number; data: Uint8Array }

const rowsOf = (db: Knex) => db<Row>('files')
const piecesOf = (db: Knex) => db<Piece>('file_pieces')
/** Directives asked for in one query. */
const PAGE = 500

/** Files by the directives that they answer, as the console sees them. */
export async function filesOf(
  { db }: Store,
  directives: readonly DirectiveId[],
): Promise<Map<DirectiveId, FileSeen>> {
  if (directives.length === 0) return new Map()
  const rows: Row[] = await rowsOf(db).whereIn('directive', directives.slice(0, PAGE))
  return new Map(
    rows.map(({ directive, media, bytes, have, gone }) => [directive, { media, bytes, have, gone }]),
  )
}

/** A file and its bytes; `bytes` null: it is not here as a whole. */
export async function readFile(
  { db }: Store,
  directive: DirectiveId,
): Promise<{ head: FileHead & { hallId: HallId; gone: Gone | null }; bytes: Buffer | null } | null> {
  const row: Row | undefined = await rowsOf(db).where({ directive }).first()
  if (!row) return null
  const { hall: hallId, media, bytes, digest, have, gone } = row
  const head = { directiveId: directive, media, bytes, digest, hallId, gone }
  return { head, bytes: gone === null && have === bytes ? await bytesOf(db, directive) : null }
}

async function bytesOf(db: Knex, directive: DirectiveId): Promise<Buffer> {
  const pieces: Piece[] = await piecesOf(db).where({ directive }).orderBy('start')
  return Buffer.concat(pieces.map(({ data }) => data))
}

export type Taken = { have: number } | { code: RefusalCode }

/**
 * Takes a piece if it is the next one, in one transaction: two nodes that hear of one file at once take each piece once.
 * A file that is whole is read once more: what is not as its digest says, or by `isSound`, is let go.
 */
export async function takePiece(
  store: Store,
  { hallId, piece, at }: { hallId: HallId; piece: FilePiece; at: number },
  isSound: (media: FileMedia, whole: Buffer) => boolean,
): Promise<Taken> {
  const { directiveId: directive, media, bytes, digest, from, data } = piece
  return store.write(async (trx) => {
    await rowsOf(trx)
      .insert({ directive, hall: hallId, media, bytes, digest, have: 0, at, gone: null })
      .onConflict('directive')
      .ignore()
    const asked = rowsOf(trx).where({ directive })
    const row: Row | undefined = await (store.postgres ? asked.forUpdate() : asked).first()
    if (!row) throw new Error('a row that was just written is not there')
    // It was whole once: what a hall from a backup says of it anew changes nothing.
    if (row.gone !== null || row.have === row.bytes) return { have: bytes }
    if (row.digest !== digest || row.bytes !== bytes || row.media !== media) {
      await piecesOf(trx).where({ directive }).delete()
      await rowsOf(trx).where({ directive }).update({ media, bytes, digest, have: 0, at })
      return { have: 0 }
    }
    const part = Buffer.from(data, 'base64')
    if (from !== row.have || part.length === 0) return { have: row.have }
    const have = row.have + part.length
    if (have > bytes) return { code: 'file.broken' }
    await piecesOf(trx).insert({ directive, start: from, data: part })
    await rowsOf(trx).where({ directive }).update({ have })
    if (have < bytes) return { have }
    const whole = await bytesOf(trx, directive)
    if (createHash('sha256').update(whole).digest('hex') === digest && isSound(media, whole)) return { have }
    await piecesOf(trx).where({ directive }).delete()
    await rowsOf(trx).where({ directive }).delete()
    return { code: 'file.broken' }
  })
}

/** Lets the bytes of files go that came before a moment; that they were here stays. Answers how many went. */
export async function dropOlder(store: Store, before: number): Promise<number> {
  const rows: Pick<Row, 'directive'>[] = await rowsOf(store.db)
    .whereNull('gone')
    .where('at', '<', before)
    .limit(PAGE)
    .select('directive')
  return drop(
    store,
    rows.map(({ directive }) => directive),
    'age',
  )
}

/** Lets the oldest go until those that are left take no more than so many bytes. Answers how many went. */
export async function dropBeyond(store: Store, mostBytes: number): Promise<number> {
  const rows: Pick<Row, 'directive' | 'bytes'>[] = await rowsOf(store.db)
    .whereNull('gone')
    .orderBy('at', 'desc')
    .orderBy('directive', 'desc')
    .select('directive', 'bytes')
  let sum = 0
  const beyond = rows.filter(({ bytes }) => (sum += bytes) > mostBytes)
  return drop(
    store,
    beyond.slice(-PAGE).map(({ directive }) => directive),
    'room',
  )
}

async function drop(store: Store, directives: readonly DirectiveId[], gone: Gone): Promise<number> {
  if (directives.length === 0) return 0
  return store.write(async (trx) => {
    await piecesOf(trx).whereIn('directive', directives).delete()
    return rowsOf(trx).whereIn('directive', directives).whereNull('gone').update({ gone })
  })
}
