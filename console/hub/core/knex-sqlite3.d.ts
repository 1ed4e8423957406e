// The dialect that Knex has for SQLite, which its own types leave out.
declare module 'knex/lib/dialects/sqlite3/index.js' {
  import { Knex } from 'knex'

  export default class extends Knex.Client {
    connectionSettings: { filename: string }
    _driver(): object
    acquireRawConnection(): Promise<unknown>
    destroyRawConnection(connection: never): Promise<void>
    _query(connection: never, query: never): Promise<unknown>
  }
}
