import { readFileSync, readdirSync } from 'node:fs'
import { ProcessUse } from '../lib/process-use.ts'

/** What the processes of a throw-away PostgreSQL take; nothing for SQLite, which is in the hub. */
export class DatabaseUse {
  readonly #use: ProcessUse | null

  constructor(database: string | undefined) {
    const folder = database === undefined ? null : new URL(database).searchParams.get('host')
    this.#use = folder === null ? null : new ProcessUse(...familyOf(serverIn(folder)))
  }

  /** Cores used since the last look. */
  look(): number {
    return this.#use?.look().core ?? 0
  }
}

/** First line of `postmaster.pid`: the server's process. */
function serverIn(folder: string): number {
  return Number(readFileSync(`${folder}/data/postmaster.pid`, 'utf8').split('\n')[0])
}

/** A process and its children: PostgreSQL has one for each connection. Those of before the measurement are counted. */
function familyOf(server: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === server
      } catch {
        return false // it ended meanwhile
      }
    })
  return [server, ...children.map(Number)]
}
