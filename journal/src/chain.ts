import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical.ts'
import type { Database } from './database.ts'

/** What of a row is under the hash: the fact as a value, the answer as its stored text, which is written once. */
export type Chained = {
  number: number
  at: number
  commandId: string | null
  fact: unknown
  fingerprint: string | null
  answer: string | null
}

/** One row as a JSON array, its fact canonical. */
export function chainedText({ number, at, commandId, fact, fingerprint, answer }: Chained): string {
  const [id, print] = [JSON.stringify(commandId), JSON.stringify(fingerprint)]
  return `[${number},${at},${id},${canonicalJson(fact)},${print},${answer ?? 'null'}]`
}

/** The chain after a commit group: SHA-256 (hex) of the chain before it and its facts, as one JSON array. */
export function chainAfter(before: string, texts: readonly string[]): string {
  return createHash('sha256')
    .update(`[${JSON.stringify(before)},${texts.join(',')}]`)
    .digest('hex')
}

/** The chain after fact `number`: where facts begin to be chained, or what is left of facts that were pruned. */
export type Anchor = { number: number; chain: string }

/** From where the facts that are kept are chained: none of them up to `number`, all behind it. */
export function firstAnchor(database: Database, firstKept: number): Promise<Anchor | undefined> {
  const sql = 'SELECT number, chain FROM anchors WHERE number >= ? ORDER BY number LIMIT 1'
  return database.get<Anchor>(sql, [firstKept - 1])
}

/** The chain after the last fact there is. */
export async function chainHead(database: Database): Promise<string> {
  const row = await database.get<Anchor>(
    `SELECT number, chain FROM (
       SELECT * FROM (SELECT number, chain FROM facts WHERE chain IS NOT NULL ORDER BY number DESC LIMIT 1)
       UNION ALL SELECT * FROM (SELECT number, chain FROM anchors ORDER BY number DESC LIMIT 1))
     ORDER BY number DESC LIMIT 1`,
  )
  return row?.chain ?? ''
}
