import { JournalError } from '../errors.ts'
import type { Binding, BindingName } from './binding.ts'
import { nodeSqliteBinding } from './node-sqlite.ts'
import { sqlite3Binding } from './sqlite3.ts'

/** The way to SQLite in use. `instead`: why it is not the first choice, where it is not. */
export type Chosen = { binding: Binding; instead?: string }

const WAYS: Readonly<Record<BindingName, () => Promise<Binding>>> = {
  sqlite3: sqlite3Binding,
  'node:sqlite': nodeSqliteBinding,
}
/** What may stand in `SERVICE_HALL_SQLITE`. */
const NAMES: Readonly<Record<string, BindingName>> = {
  sqlite3: 'sqlite3',
  node: 'node:sqlite',
  'node:sqlite': 'node:sqlite',
}

const chosen = new Map<string, Promise<Chosen>>()

/**
 * npm `sqlite3` wherever its binary loads, else `node:sqlite`; or the one that `SERVICE_HALL_SQLITE` names (`sqlite3`,
 * `node`). Rejects with `database.binding` where none can be loaded or nothing has this name.
 */
export function chooseBinding(wanted = process.env['SERVICE_HALL_SQLITE'] ?? ''): Promise<Chosen> {
  const known = chosen.get(wanted)
  if (known) return known
  const choice = wanted === '' ? firstThatLoads() : named(wanted)
  chosen.set(wanted, choice)
  return choice
}

async function named(wanted: string): Promise<Chosen> {
  const name = Object.hasOwn(NAMES, wanted) ? NAMES[wanted] : undefined
  if (!name) throw new JournalError('database.binding', `SERVICE_HALL_SQLITE=${wanted}: say sqlite3 or node`)
  try {
    return { binding: await WAYS[name]() }
  } catch (cause) {
    throw new JournalError('database.binding', `SERVICE_HALL_SQLITE=${wanted}: ${firstLine(cause)}`, cause)
  }
}

async function firstThatLoads(): Promise<Chosen> {
  try {
    return { binding: await WAYS.sqlite3() }
  } catch (missing) {
    const instead = firstLine(missing)
    try {
      return { binding: await WAYS['node:sqlite'](), instead }
    } catch (cause) {
      throw new JournalError('database.binding', `sqlite3: ${instead}; ${firstLine(cause)}`, cause)
    }
  }
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.split('\n')[0] ?? message
}
