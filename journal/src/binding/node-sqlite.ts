import { isBuiltin } from 'node:module'
import type { Binding, Connection, SqlValue } from './binding.ts'
import { processLine, threadLine } from './line.ts'
import type { LineEvents, Line } from './line.ts'
import type { Call } from './node-sqlite-calls.ts'
import { Thread } from './thread.ts'

/** How many threads without a connection are kept for the next: to start one takes some ms. */
const SPARE_THREADS = 2

export type NodeSqliteOptions = {
  /** Whether this runtime has `node:sqlite`. */
  isBuiltIn?: boolean
  /** A Node that has it, for a runtime that has not. */
  otherNode?: string | undefined
}

/**
 * SQLite as it is in Node itself, each connection on a thread of its own. In a runtime without it (an older Electron)
 * the connections are carried out by the Node that `SERVICE_HALL_NODE` names; rejects where there is none.
 */
export async function nodeSqliteBinding(options: NodeSqliteOptions = {}): Promise<Binding> {
  const { isBuiltIn = isBuiltin('node:sqlite'), otherNode = process.env['SERVICE_HALL_NODE'] } = options
  if (isBuiltIn) return bindingOver(threadLine)
  if (otherNode) return bindingOver((events) => processLine(otherNode, events))
  throw new Error(`Node ${process.versions.node} has no node:sqlite`)
}

function bindingOver(line: (events: LineEvents) => Line): Binding {
  const spare: Thread[] = []
  const release = (thread: Thread): void => {
    if (spare.length < SPARE_THREADS) spare.push(thread)
    else void thread.end()
  }
  const take = (): Thread => {
    for (let thread = spare.pop(); thread; thread = spare.pop()) if (thread.isUp) return thread
    return new Thread(line)
  }
  return {
    name: 'node:sqlite',
    open: async (path, { readOnly }) => {
      const thread = take()
      try {
        await thread.ask({ do: 'open', path, readOnly })
      } catch (error) {
        release(thread)
        throw error
      }
      return wrap(thread, release)
    },
  }
}

function wrap(thread: Thread, release: (thread: Thread) => void): Connection {
  let closing: Promise<void> | undefined
  /** The thread may have another connection once this one is closed. */
  const ask = async <T>(call: Call): Promise<T> => {
    if (closing) throw new Error('the connection is closed')
    return thread.ask<T>(call)
  }
  async function finish(): Promise<void> {
    await thread.ask({ do: 'close' })
    release(thread)
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
