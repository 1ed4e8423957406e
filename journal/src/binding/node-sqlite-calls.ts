import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { SqlValue } from './binding.ts'

/** What a connection asks its thread to do; answered in order, by `id`. */
export type Call =
  | { do: 'open'; path: string; readOnly: boolean }
  | { do: 'run' | 'all' | 'get'; sql: string; params: readonly SqlValue[] }
  | { do: 'exec' | 'prepare'; sql: string }
  | { do: 'step'; statement: number; params: readonly SqlValue[] }
  | { do: 'close' }
export type Asked = { id: number; call: Call }
export type Answered = { id: number; value: unknown } | { id: number; failed: Failed }
/** `errcode` is SQLite's extended result code, where the error is SQLite's. */
export type Failed = { message: string; errcode: number | undefined }

/** The end of a line to whoever asks. */
type Port = {
  on(event: 'message', listener: (asked: Asked) => void): unknown
  postMessage(answered: Answered): void
}

/**
 * Carries out the calls of one connection at a time, in order, with `node:sqlite`, which is synchronous.
 * It uses nothing from outside itself: it is handed to its thread as text, so that a bundle needs no second file.
 */
export function serveCalls(port: Port, sqlite: { DatabaseSync: typeof DatabaseSync }): void {
  let open: DatabaseSync | undefined
  let statements: StatementSync[] = []
  const database = (): DatabaseSync => {
    if (!open) throw new Error('the connection is closed')
    return open
  }
  const carryOut = (call: Call): unknown => {
    switch (call.do) {
      case 'open':
        open = new sqlite.DatabaseSync(call.path, {
          readOnly: call.readOnly,
          enableForeignKeyConstraints: false,
          enableDoubleQuotedStringLiterals: true,
        })
        return null
      case 'run': {
        const { changes, lastInsertRowid } = database()
          .prepare(call.sql)
          .run(...call.params)
        return { changes: Number(changes), lastId: Number(lastInsertRowid) }
      }
      case 'all':
        return database()
          .prepare(call.sql)
          .all(...call.params)
      case 'get':
        return database()
          .prepare(call.sql)
          .get(...call.params)
      case 'exec':
        database().exec(call.sql)
        return null
      case 'prepare':
        return statements.push(database().prepare(call.sql)) - 1
      case 'step':
        statements[call.statement]?.run(...call.params)
        return null
      case 'close':
        statements = []
        open?.close()
        open = undefined
        return null
    }
  }
  port.on('message', ({ id, call }) => {
    try {
      port.postMessage({ id, value: carryOut(call) })
    } catch (error) {
      const { message, errcode } = error as Error & { errcode?: number }
      port.postMessage({ id, failed: { message, errcode } })
    }
  })
}
