// What everybody speaks to SQLite through. Which binding carries it is chosen in `binding/`.
import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { BindingName, Connection } from './binding/binding.ts'
import { chooseBinding } from './binding/choose.ts'
import { JournalError } from './errors.ts'
import { migrate } from './migrate.ts'

export type { SqlValue, Statement } from './binding/binding.ts'

/** A connection to a file; see `Connection`. */
export type Database = Connection & { readonly path: string }

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
  const { binding } = await chooseBinding()
  if (!readOnly) {
    await makeFolder(dirname(path))
    await makePrivate(path)
  }
  try {
    return { ...(await binding.open(path, { readOnly })), path }
  } catch (error) {
    throw new JournalError('database.open', path, error)
  }
}

/** What carries SQLite in this process, and which SQLite; `instead`: why it is not npm `sqlite3`, where that does not load. */
export type DatabaseInUse = { binding: BindingName; version: string; instead?: string }

/** What an operator may want to know at a start. Throws `database.binding` where no SQLite can be had. */
export async function databaseInUse(): Promise<DatabaseInUse> {
  const { binding, ...rest } = await chooseBinding()
  const connection = await binding.open(':memory:', { readOnly: false })
  try {
    const row = await connection.get<{ version: string }>('SELECT sqlite_version() AS version')
    return { binding: binding.name, version: row?.version ?? '', ...rest }
  } finally {
    await connection.close()
  }
}

async function makeFolder(path: string): Promise<void> {
  const made = await mkdir(path, { recursive: true, mode: 0o700 })
  if (made !== undefined) await flushFolder(dirname(made))
}

/**
 * A new file is for its user alone, whatever the umask: SQLite takes an empty one for new, and gives `-wal` and `-shm` the
 * rights of the file. Why one cannot be made SQLite says itself, right after.
 */
async function makePrivate(path: string): Promise<void> {
  if (path === ':memory:') return
  const made = await open(path, 'ax', 0o600).catch(() => null)
  await made?.close()
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
