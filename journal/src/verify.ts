import { firstAnchor, chainAfter, chainedText } from './chain.ts'
import type { Anchor } from './chain.ts'
import { openDatabase } from './database.ts'
import type { Database } from './database.ts'
import { JournalError } from './errors.ts'
import { firstNumber, lastNumber } from './replay.ts'
import { isAsWritten, snapshotRows } from './snapshots.ts'

/** What was found of a journal. Numbers are of facts. */
export type Verified =
  /** `chainedFrom`: the first fact under the chain, null: none is; `head`: the chain after the last. */
  | { isWhole: true; from: number; to: number; chainedFrom: number | null; head: string }
  /** The first place that is not as it was written; a commit group is changed as a whole. */
  | { isWhole: false; from: number; to: number; what: BrokenPlace }
export type BrokenPlace = 'missing' | 'changed' | 'unchained' | 'cutOff' | 'snapshot' | 'anchor'

const PAGE_LENGTH = 1_000
/** The first format that has a chain. */
const CHAINED_FORMAT = 2

type Row = {
  number: number
  at: number
  command_id: string | null
  fact: string
  fingerprint: string | null
  answer: string | null
  chain: string | null
}

/**
 * Reads a whole journal, also beside its writer, and answers whether every fact is as it was committed: numbers without a
 * gap, and from where the chain begins every commit group under its hash. Facts written before there was a chain are
 * only read. First SQLite looks at every page and index of the file: a page that was overwritten may hold nothing that the
 * chain covers. Throws `database.damaged`, `database.open` and the errors of SQLite.
 */
export async function verifyJournal(path: string): Promise<Verified> {
  const database = await openDatabase(path, { readOnly: true })
  try {
    await database.exec('BEGIN') // one moment of it, whatever is written or pruned meanwhile
    await checkPages(database)
    return await verify(database)
  } finally {
    await database.close()
  }
}

async function checkPages(database: Database): Promise<void> {
  const rows = await database.all<{ integrity_check: string }>('PRAGMA integrity_check(1)')
  const [found] = rows.map((row) => row.integrity_check)
  if (found !== 'ok') throw new JournalError('database.damaged', `${database.path}: ${found ?? 'no answer'}`)
}

async function verify(database: Database): Promise<Verified> {
  const format = (await database.get<{ user_version: number }>('PRAGMA user_version'))?.user_version ?? 0
  const isChained = format >= CHAINED_FORMAT
  // A file that was chained does not become one from before there was a chain.
  if (!isChained && (await hasAnchors(database))) return broken('anchor', await firstNumber(database))
  const from = await firstNumber(database)
  const to = await lastNumber(database)
  const anchor = isChained ? await firstAnchor(database, from) : { number: Infinity, chain: '' }
  if (!anchor) return broken('anchor', from)
  const reading = new Reading(from, anchor)
  for await (const row of rows(database, from, isChained)) {
    const found = reading.take(row)
    if (found) return found
  }
  const found = reading.end(to) ?? (isChained ? await brokenSnapshot(database) : null)
  if (found) return found
  const chainedFrom = anchor.number < to ? anchor.number + 1 : null
  return { isWhole: true, from, to, chainedFrom, head: reading.head }
}

/** Facts in order, compared with the chain as they come. */
class Reading {
  #next: number
  #head: string
  readonly #chainedAfter: number
  #group: { number: number; text: string }[] = []

  constructor(from: number, { number, chain }: Anchor) {
    this.#next = from
    this.#chainedAfter = number
    this.#head = chain
  }

  get head(): string {
    return this.#head
  }

  take(row: Row): Verified | null {
    const number = this.#next
    if (row.number !== number) return broken('missing', number, row.number - 1)
    this.#next += 1
    const text = textOf(row)
    if (text === null) return broken('changed', this.#group[0]?.number ?? number, number)
    if (number <= this.#chainedAfter) return null
    this.#group.push({ number, text })
    if (row.chain === null) return null
    const texts = this.#group.map((one) => one.text)
    const first = this.#group[0]?.number ?? number
    this.#group = []
    const after = chainAfter(this.#head, texts)
    if (after !== row.chain) return broken('changed', first, number)
    this.#head = after
    return null
  }

  /** Behind the last fact; `last`: the last one that was ever committed, as snapshots know it. */
  end(last: number): Verified | null {
    const [open] = this.#group
    if (open) return broken('unchained', open.number, this.#next - 1)
    return this.#next <= last ? broken('cutOff', this.#next, last) : null
  }
}

async function* rows(database: Database, from: number, isChained: boolean): AsyncGenerator<Row> {
  const sql = `SELECT number, at, command_id, fact, fingerprint, answer, ${isChained ? 'chain' : 'NULL AS chain'}
    FROM facts WHERE number >= ? ORDER BY number LIMIT ${PAGE_LENGTH}`
  for (let next = from; ;) {
    const page = await database.all<Row>(sql, [next])
    yield* page
    const last = page.at(-1)
    if (!last || page.length < PAGE_LENGTH) return
    next = last.number + 1
  }
}

/** Null where the row is no longer JSON. */
function textOf({ number, at, command_id: commandId, fact, fingerprint, answer }: Row): string | null {
  try {
    return chainedText({
      number,
      at,
      commandId,
      fact: JSON.parse(fact) as unknown,
      fingerprint,
      answer,
    })
  } catch {
    return null // that it cannot be read is the answer
  }
}

async function hasAnchors(database: Database): Promise<boolean> {
  const sql = "SELECT name FROM sqlite_schema WHERE name = 'anchors'"
  return (await database.get<{ name: string }>(sql)) !== undefined
}

async function brokenSnapshot(database: Database): Promise<Verified | null> {
  for (const row of (await snapshotRows(database)).reverse())
    if (!(await isAsWritten(database, row))) return broken('snapshot', row.number)
  return null
}

function broken(what: BrokenPlace, from: number, to = from): Verified {
  return { isWhole: false, from, to: Math.max(from, to), what }
}
