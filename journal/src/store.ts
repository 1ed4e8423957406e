import { RecentAnswers } from './answers.ts'
import { chainHead } from './chain.ts'
import { openDatabase } from './database.ts'
import type { Database, Statement } from './database.ts'
import { lastNumber } from './replay.ts'
import { INSERT_GROUP } from './rows.ts'
import { migrations } from './schema.ts'

/** An open journal file and what is kept in memory of it. */
export type Store = {
  database: Database
  insert: Statement
  answers: RecentAnswers
  lastNumber: number
  chain: string
}

export type StoreOptions = {
  path: string
  clock: () => number
  horizonMs: number
  pragmas: readonly string[]
}

export async function openStore({ path, clock, horizonMs, pragmas }: StoreOptions): Promise<Store> {
  const database = await openDatabase(path, { migrations, pragmas })
  try {
    const insert = await database.prepare(INSERT_GROUP)
    const answers = await RecentAnswers.load(database, clock(), horizonMs)
    const chain = await chainHead(database)
    return { database, insert, answers, lastNumber: await lastNumber(database), chain }
  } catch (error) {
    await database.close()
    throw error
  }
}
