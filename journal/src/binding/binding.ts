export type SqlValue = string | number | null | Uint8Array

export type Statement = {
  run(params: readonly SqlValue[]): Promise<void>
}

/** A connection whose calls are promises, carried out in order. Errors carry the SQLite name as `code` (`SQLITE_FULL`). */
export type Connection = {
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

/** A way to SQLite: the npm module or what is in Node itself. Both read and write the same files. */
export type Binding = {
  readonly name: BindingName
  /** Opens a file, or makes it unless `readOnly`; rejects with the error of SQLite. */
  open(path: string, options: { readOnly: boolean }): Promise<Connection>
}

export type BindingName = 'sqlite3' | 'node:sqlite'
