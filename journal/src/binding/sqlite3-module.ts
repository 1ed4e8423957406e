// What we use of npm sqlite3. Its own types are not there on a machine where it could not be installed.
type Params = readonly (string | number | null | Uint8Array)[]
type Done = (error: Error | null) => void

export type RunResult = { changes: number; lastID: number }

export type DriverStatement = {
  run(params: Params, done: Done): unknown
  finalize(done: () => void): unknown
}

export type Driver = {
  run(sql: string, params: Params, done: (this: RunResult, error: Error | null) => void): unknown
  all<T>(sql: string, params: Params, done: (error: Error | null, rows: T[]) => void): unknown
  get<T>(sql: string, params: Params, done: (error: Error | null, row: T | undefined) => void): unknown
  exec(sql: string, done: Done): unknown
  prepare(sql: string, done: Done): DriverStatement
  close(done: Done): void
}

export type Sqlite3 = {
  readonly OPEN_READONLY: number
  readonly OPEN_READWRITE: number
  readonly OPEN_CREATE: number
  readonly Database: new (path: string, mode: number, done: Done) => Driver
}
