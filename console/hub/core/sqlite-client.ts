import { openDatabase } from '@service-hall/journal'
import type { Database, SqlValue } from '@service-hall/journal'
import sqlite3 from 'knex/lib/dialects/sqlite3/index.js'

/** What Knex hands over for one query, and what it reads of the answer. */
type Query = {
  sql: string
  method?: string
  bindings?: readonly unknown[]
  returning?: unknown
  response?: unknown
  context?: { changes: number; lastID: number }
}

/**
 * A fact of each hall touches pages all over the file: 64 MB of them stay at hand, and they are copied from the log into the
 * file after 16 MB of it, not 4, when most have changed several times.
 */
const PRAGMAS = ['cache_size = -65536', 'wal_autocheckpoint = 4000']

/**
 * SQLite for Knex by way of the journal: the one room that knows which binding carries it (npm `sqlite3`, else Node's
 * own), with the same settings (WAL, `synchronous=FULL`, asserted).
 */
export class SqliteClient extends sqlite3 {
  override _driver(): object {
    return {}
  }

  override acquireRawConnection(): Promise<Database> {
    return openDatabase(this.connectionSettings.filename, { pragmas: PRAGMAS })
  }

  override destroyRawConnection(database: Database): Promise<void> {
    return database.close()
  }

  override async _query(database: Database, query: Query): Promise<Query> {
    const params = (query.bindings ?? []).map(bound)
    if (changesOnly(query)) {
      const { changes, lastId } = await database.run(query.sql, params)
      query.context = { changes, lastID: lastId }
      return query
    }
    query.response = await database.all(query.sql, params)
    return query
  }
}

function changesOnly({ method, returning }: Query): boolean {
  if (method === 'counter' || method === 'del') return true
  return (method === 'insert' || method === 'update') && !returning
}

function bound(value: unknown): SqlValue {
  if (typeof value === 'boolean') return Number(value)
  if (value === undefined) return null
  return value as SqlValue
}
