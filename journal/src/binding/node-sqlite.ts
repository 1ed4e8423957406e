import { isBuiltin } from 'node:module'
import type { Binding, Connection, SqlValue } from './binding.ts'
import type { Call } from './node-sqlite-calls.ts'
import { Thread } from './thread.ts'

/** SQLite as it is in Node itself, each connection on a thread of its own; rejects where this Node has none. */
export async function nodeSqliteBinding(): Promise<Binding> {
  if (!isBuiltin('node:sqlite')) throw new Error(`Node ${process.versions.node} has no node:sqlite`)
  return {
    name: 'node:sqlite',
    open: async (path, { readOnly }) => {
      const thread = Thread.take()
      try {
        await thread.ask({ do: 'open', path, readOnly })
      } catch (error) {
        thread.release()
        throw error
      }
      return wrap(thread)
    },
  }
}

function wrap(thread: Thread): Connection {
  let closing: Promise<void> | undefined
  /** The thread may have another connection once this one is closed. */
  const ask = async <T>(call: Call): Promise<T> => {
    if (closing) throw new Error('the connection is closed')
    return thread.ask<T>(call)
  }
  async function finish(): Promise<void> {
    await thread.ask({ do: 'close' })
    thread.release()
  }
  return {
    run: (sql, params = []) => ask({ do: 'run', sql, params }),
    all: <T>(sql: string, params: readonly SqlValue[] = []) => ask<T[]>({ do: 'all', sql, params }),
    get: <T>(sql: string, params: readonly SqlValue[] = []) => ask<T | undefined>({ do: 'get', sql, params }),
    exec: (sql) => ask({ do: 'exec', sql }),
    prepare: async (sql) => {
      const statement = await ask<number>({ do: 'prepare', sql })
      return { run: (params) => ask({ do: 'step', statement, params }) }
    },
    close: () => (closing ??= finish()),
  }
}
