// What we use of sqlite3. Its own types are not there on a machine where it could not be installed.
declare module 'sqlite3' {
  type Params = readonly (string | number | null | Uint8Array)[]
  type Done = (error: Error | null) => void

  export type RunResult = { changes: number; lastID: number }

  export class Statement {
    run(params: Params, done: Done): this
    finalize(done: () => void): Database
  }

  export class Database {
    constructor(path: string, mode: number, done: Done)
    run(sql: string, params: Params, done: (this: RunResult, error: Error | null) => void): this
    all<T>(sql: string, params: Params, done: (error: Error | null, rows: T[]) => void): this
    get<T>(sql: string, params: Params, done: (error: Error | null, row: T | undefined) => void): this
    exec(sql: string, done: Done): this
    prepare(sql: string, done: Done): Statement
    close(done: Done): void
  }

  const sqlite3: {
    readonly OPEN_READONLY: number
    readonly OPEN_READWRITE: number
    readonly OPEN_CREATE: number
    readonly Database: typeof Database
  }
  export default sqlite3
}
