import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StartError } from '@service-hall/server-kit'
import type { Log } from '@service-hall/server-kit'
import knex from 'knex'
import type { Knex } from 'knex'
import pg from 'pg'
import { SqliteClient } from './sqlite-client.ts'

/** One step of the file's or database's format; carried out once, in the order of the list, and never changed. */
export type Migration = { name: string; up: (store: Store) => Promise<void> }

/**
 * The hub's database. `db` builds and runs queries on either engine; `postgres` tells them apart where the same words do
 * not do. Use `write` for what belongs together: one at a time on SQLite, which has one writer.
 */
export type Store = {
  db: Knex
  /**
   * The same for what is long and only read: on SQLite connections of its own, so that a look at the past never holds up
   * the facts that come. It sees what is committed.
   */
  past: Knex
  postgres: boolean
  /** Runs a transaction; what it throws undoes all of it. */
  write<T>(task: (trx: Knex) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Longest that one statement may take on PostgreSQL, ms: a line that broke silently must not hold a batch for ever. */
const STATEMENT_MS = 60_000
const CONNECTIONS = 8
/** On SQLite, for what is only read. */
const PAST_CONNECTIONS = 2
/** An error names the statement and none of its values: they are password hashes, sealed names, whole batches. */
const DISCREET = { compileSqlOnError: false } as const
/** Any number, the same for all nodes: who holds the lock of this number migrates. */
const MIGRATION_LOCK = 815_0911

/**
 * Opens the hub's database: `postgres://…`, or a path for SQLite (made when missing).
 * @throws StartError `store.unreachable`, with the address but no password
 */
export async function openStore(address: string, migrations: readonly Migration[], log: Log): Promise<Store> {
  const postgres = /^postgres(ql)?:/.test(address)
  const store = postgres ? openPostgres(address, log) : await openSqlite(address)
  try {
    await migrate(store, migrations)
  } catch (error) {
    await store.close()
    throw new StartError('store.unreachable', withoutPassword(address), error)
  }
  return store
}

function withoutPassword(address: string): string {
  return address.replace(/:[^:@/]*@/, ':…@')
}

async function openSqlite(path: string): Promise<Store> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const db = knex({
    ...DISCREET,
    client: SqliteClient as typeof knex.Client,
    connection: { filename: path },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  })
  const past = knex({
    ...DISCREET,
    client: SqliteClient as typeof knex.Client,
    connection: { filename: path },
    useNullAsDefault: true,
    pool: { min: 0, max: PAST_CONNECTIONS },
  })
  const close = async (): Promise<void> => {
    await past.destroy()
    await db.destroy()
  }
  return { db, past, postgres: false, write: (task) => db.transaction(task), close }
}

function openPostgres(address: string, log: Log): Store {
  // Counts and stamps are below 2^53: as numbers, not as text.
  pg.types.setTypeParser(pg.types.builtins.INT8, Number)
  const db = knex({
    ...DISCREET,
    client: 'pg',
    connection: { connectionString: address, statement_timeout: STATEMENT_MS },
    pool: { min: 0, max: CONNECTIONS },
  })
  db.on('query-error', (error: Error) => log.warn('store.queryFailed', { reason: error.message }))
  return { db, past: db, postgres: true, write: (task) => db.transaction(task), close: () => db.destroy() }
}

/** Brings the format up to date; nodes that start together wait for the first. */
async function migrate(store: Store, migrations: readonly Migration[]): Promise<void> {
  await store.write(async (trx) => {
    if (store.postgres) await trx.raw('SELECT pg_advisory_xact_lock(?)', [MIGRATION_LOCK])
    await trx.raw('CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY)')
    const done = new Set((await trx('migrations').select('name')).map(({ name }: { name: string }) => name))
    for (const { name, up } of migrations) {
      if (done.has(name)) continue
      await up({ ...store, db: trx, past: trx })
      await trx('migrations').insert({ name })
    }
  })
}
