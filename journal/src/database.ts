// The one file that knows sqlite3. Everything else speaks to `Database`.
import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import sqlite3 from 'sqlite3'
import { JournalError } from './errors.ts'
import { migrate } from './migrate.ts'

export type SqlValue = string | number | null | Uint8Array

export type Statement = {
  run(params: readonly SqlValue[]): Promise<void>
}

/** A connection whose calls are promises. Driver errors carry the SQLite name as `code` (`SQLITE_FULL`). */
export type Database = {
  readonly path: string
  run(sql: string, params?: readonly SqlValue[]): Promise<{ changes: number; lastId: number }>
  all<T>(sql: string, params?: readonly SqlValue[]): Promise<T[]>
  get<T>(sql: string, params?: readonly SqlValue[]): Promise<T | undefined>
  /** Runs several statements without parameters. */
  exec(sql: string): Promise<void>
  /** Compiles once for many runs; finalised by `close`. */
  prepare(sql: string): Promise<Statement>
  /** Closing twice is closing once. */
  close(): Promise<void>
}

export type DatabaseOptions = {
  /** SQL scripts in order; `PRAGMA user_version` counts how many this file has had. */
  migrations?: readonly string[]
  /** Opens an existing file for reading only, beside a running writer. */
  readOnly?: boolean
  /** How long to wait for another connection's lock. Default 5,000 ms. */
  busyTimeoutMs?: number
  /** Further pragmas, set at every opening after the ones this room asserts (`'max_page_count = 100'`). */
  pragmas?: readonly string[]
}

/**
 * Opens a file for durable writing: WAL, `synchronous=FULL`, foreign keys. Makes the folder if there is none,
 * and flushes it, so that a power cut after the first commit cannot take the file's name away.
 * Throws `database.open`, `database.pragma` (a setting did not hold) or `database.newer`.
 */
export async function openDatabase(path: string, options: DatabaseOptions = {}): Promise<Database> {
  const { migrations = [], readOnly = false, busyTimeoutMs = 5_000, pragmas = [] } = options
  const database = await connect(path, { readOnly })
  try {
    await database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`)
    if (!readOnly) await database.exec('PRAGMA journal_mode = WAL')
    await database.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
    await assertDurable(database)
    for (const pragma of pragmas) await database.exec(`PRAGMA ${pragma}`)
    if (!readOnly) {
      await migrate(database, migrations)
      await flushFolder(dirname(path))
    }
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Throws `database.pragma` unless commits on this connection survive a power cut. */
export async function assertDurable(database: Database): Promise<void> {
  const expected = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1 }
  for (const [name, value] of Object.entries(expected)) {
    const row = await database.get<Record<string, string | number>>(`PRAGMA ${name}`)
    if (row?.[name] !== value) {
      throw new JournalError(
        'database.pragma',
        `${name} is ${row?.[name]}, must be ${value}, in ${database.path}`,
      )
    }
  }
}

/** A bare connection with no settings, in a folder that is made if need be; throws `database.open`. */
export async function connect(path: string, { readOnly = false } = {}): Promise<Database> {
  if (!readOnly) await makeFolder(dirname(path))
  const mode = readOnly ? sqlite3.OPEN_READONLY : sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE
  const driver = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opened = new sqlite3.Database(path, mode, (error) => {
      if (error) reject(new JournalError('database.open', path, error))
      else resolve(opened)
    })
  })
  return wrap(path, driver)
}

function wrap(path: string, driver: sqlite3.Database): Database {
  const statements: sqlite3.Statement[] = []
  let closing: Promise<void> | undefined
  async function finish(): Promise<void> {
    for (const statement of statements) await settled((done) => statement.finalize(() => done(null)))
    await settled((done) => driver.close(done))
  }
  return {
    path,
    run: (sql, params = []) =>
      new Promise((resolve, reject) => {
        driver.run(sql, params, function (error: Error | null) {
          if (error) reject(error)
          else resolve({ changes: this.changes, lastId: this.lastID })
        })
      }),
    all: <T>(sql: string, params: readonly SqlValue[] = []) =>
      new Promise<T[]>((resolve, reject) => {
        driver.all<T>(sql, params, (error, rows) => (error ? reject(error) : resolve(rows)))
      }),
    get: <T>(sql: string, params: readonly SqlValue[] = []) =>
      new Promise<T | undefined>((resolve, reject) => {
        driver.get<T>(sql, params, (error, row) => (error ? reject(error) : resolve(row)))
      }),
    exec: (sql) => settled((done) => driver.exec(sql, done)),
    prepare: async (sql) => {
      const statement = await new Promise<sqlite3.Statement>((resolve, reject) => {
        const prepared = driver.prepare(sql, (error: Error | null) =>
          error ? reject(error) : resolve(prepared),
        )
      })
      statements.push(statement)
      return { run: (params) => settled((done) => statement.run(params, done)) }
    },
    close: () => (closing ??= finish()),
  }
}

function settled(start: (done: (error: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())))
}

async function makeFolder(path: string): Promise<void> {
  const made = await mkdir(path, { recursive: true })
  if (made !== undefined) await flushFolder(dirname(made))
}

/** Makes new names in a folder durable. Windows has no such call and needs none on NTFS. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
