// The one file that knows the npm module sqlite3. It runs each call on a thread of Node's pool.
import { createRequire } from 'node:module'
import type { Binding, Connection, SqlValue } from './binding.ts'
import type { Driver, DriverStatement, Sqlite3 } from './sqlite3-module.ts'

/** Loads the module; rejects where it, or a binary for this machine, is missing. */
export async function sqlite3Binding(): Promise<Binding> {
  // Required, not imported: Electron's older runtimes import nothing from a bundle.
  const sqlite3 = createRequire(import.meta.url)('sqlite3') as Sqlite3
  return {
    name: 'sqlite3',
    open: (path, { readOnly }) =>
      new Promise((resolve, reject) => {
        const mode = readOnly ? sqlite3.OPEN_READONLY : sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE
        const driver = new sqlite3.Database(path, mode, (error) => {
          if (error) reject(error)
          else resolve(wrap(driver))
        })
      }),
  }
}

function wrap(driver: Driver): Connection {
  const statements: DriverStatement[] = []
  let closing: Promise<void> | undefined
  async function finish(): Promise<void> {
    for (const statement of statements) await settled((done) => statement.finalize(() => done(null)))
    await settled((done) => driver.close(done))
  }
  return {
    run: (sql, params = []) =>
      new Promise((resolve, reject) => {
        driver.run(sql, params, function (error) {
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
      const statement = await new Promise<DriverStatement>((resolve, reject) => {
        const prepared = driver.prepare(sql, (error) => (error ? reject(error) : resolve(prepared)))
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
