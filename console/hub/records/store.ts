import { hash } from 'node:crypto'
import { HubFact } from '@service-hall/contract'
import type { ChainState, HubAnswer } from '@service-hall/contract'
import type { Knex } from 'knex'
import type { Migration, Store } from '../core/store.ts'
import type { Relies } from './decision.ts'
import type { ReadEntry } from './entry.ts'
import { keptStateMigrations } from './kept-states/store.ts'

export const recordMigrations: readonly Migration[] = [
  {
    name: 'records-1',
    async up({ db }) {
      await db.raw(
        'CREATE TABLE record_head (one integer PRIMARY KEY, number bigint NOT NULL, hash text NOT NULL)',
      )
      await db('record_head').insert({ one: 1, number: 0, hash: '' })
      await db.raw(`CREATE TABLE record_facts (
        number bigint PRIMARY KEY, stream text NOT NULL, version integer NOT NULL, at bigint NOT NULL,
        actor text NOT NULL, origin text NOT NULL, command text NOT NULL, fact text NOT NULL, hash text NOT NULL,
        UNIQUE (stream, version))`)
      await db.raw(
        'CREATE TABLE record_answers (command text PRIMARY KEY, fingerprint text NOT NULL, answer text NOT NULL)',
      )
    },
  },
  ...keptStateMigrations,
]

type Row = {
  number: number
  stream: string
  version: number
  at: number
  actor: string
  origin: string
  command: string
  fact: string
  hash: string
}

type Head = { number: number; hash: string }
type AnswerRow = { command: string; fingerprint: string; answer: string }

/** Where the chain ends. */
async function headOf(db: Knex): Promise<Head> {
  const head = await db<Head>('record_head').first()
  if (!head) throw new Error('the table record_head has lost its row')
  return head
}

/** Nobody writes a fact until this transaction is over: the number of the last one. */
export async function heldHead(trx: Knex): Promise<number> {
  await trx('record_head').where({ one: 1 }).update({ one: 1 })
  return (await headOf(trx)).number
}

/** What a command would write, and what it was decided upon. */
export type Wanted = {
  commandId: string
  fingerprint: string
  answer: (upTo: number) => HubAnswer
  stream: string
  facts: readonly HubFact[]
  /** Number of the last fact that it was decided upon, and the versions of the records. null: whatever they are. */
  decidedAt: number
  expected: ReadonlyMap<string, number> | null
  relies: Relies
  at: number
  by: string
  from: string
  /** Rows beside the facts, of the same transaction. */
  alongside?: ((trx: Knex) => Promise<void>) | undefined
}

/** `known`: the command was answered before. `conflict`: something it rests on has changed since it was decided. */
export type Appended = Answered | { kind: 'conflict' }
export type Answered = { kind: 'written' | 'known'; answer: HubAnswer; fingerprint: string }

/** What a command of this id was answered. */
export async function answerOf(db: Knex, commandId: string): Promise<Answered | null> {
  const row = await db<AnswerRow>('record_answers').where({ command: commandId }).first()
  if (!row) return null
  return { kind: 'known', answer: JSON.parse(row.answer) as HubAnswer, fingerprint: row.fingerprint }
}

/**
 * Writes the facts of one command with its answer, all or nothing, when what it was decided upon still holds. The head's
 * row is locked first: nodes write one after the other, and numbers run without gaps in the order of the commits.
 */
export async function append(store: Store, wanted: Wanted): Promise<Appended> {
  return store.write(async (trx) => {
    await trx('record_head').where({ one: 1 }).update({ one: 1 })
    const known = await answerOf(trx, wanted.commandId)
    if (known) return known
    const head = await headOf(trx)
    const { stream, facts, expected, relies, fingerprint } = wanted
    if (relies === 'everything' && head.number !== wanted.decidedAt) return { kind: 'conflict' }
    const streams = [stream, ...(expected?.keys() ?? [])]
    const versions = await versionsOf(trx, streams)
    for (const [name, version] of expected ?? [])
      if ((versions.get(name) ?? 0) !== version) return { kind: 'conflict' }
    const first = { number: head.number, version: versions.get(stream) ?? 0, hash: head.hash }
    const rows = chained(first, wanted, facts)
    if (rows.length > 0) await trx('record_facts').insert(rows)
    const last = rows.at(-1)
    if (last) await trx('record_head').where({ one: 1 }).update({ number: last.number, hash: last.hash })
    const answer = wanted.answer(last?.number ?? head.number)
    await trx('record_answers').insert({
      command: wanted.commandId,
      fingerprint,
      answer: JSON.stringify(answer),
    })
    if (answer.ok) await wanted.alongside?.(trx)
    return { kind: 'written', answer, fingerprint }
  })
}

function chained(
  { number, version, hash: before }: { number: number; version: number; hash: string },
  { stream, at, by, from, commandId }: Wanted,
  facts: readonly HubFact[],
): Row[] {
  let head = before
  return facts.map((fact, index) => {
    const row = {
      ...{ number: number + index + 1, stream, version: version + index + 1, at, actor: by, origin: from },
      ...{ command: commandId, fact: JSON.stringify(fact) },
    }
    head = linkOf(head, row)
    return { ...row, hash: head }
  })
}

/** SHA-256 of the hash before and of all that stands in a row, in this order, as JSON. */
function linkOf(before: string, row: Omit<Row, 'hash'>): string {
  const { number, stream, version, at, actor, origin, command, fact } = row
  return hash('sha256', JSON.stringify([before, number, stream, version, at, actor, origin, command, fact]))
}

async function versionsOf(trx: Knex, streams: readonly string[]): Promise<Map<string, number>> {
  const rows: { stream: string; version: number }[] = await trx('record_facts')
    .whereIn('stream', [...new Set(streams)])
    .groupBy('stream')
    .select('stream')
    .max('version as version')
  return new Map(rows.map(({ stream, version }) => [stream, Number(version)]))
}

/** Facts behind a number, in order, at most `limit`. */
export async function recordsAfter({ db }: Store, after: number, limit: number): Promise<ReadEntry[]> {
  const rows: Row[] = await db<Row>('record_facts').where('number', '>', after).orderBy('number').limit(limit)
  return rows.map(entryOf)
}

/** Facts before a number, the latest first: a page of the audit log. */
export async function recordsBefore({ db }: Store, before: number, limit: number): Promise<ReadEntry[]> {
  const rows: Row[] = await db<Row>('record_facts')
    .where('number', '<', before)
    .orderBy('number', 'desc')
    .limit(limit)
  return rows.map(entryOf)
}

function entryOf({ actor, origin, command, fact, hash: _hash, ...place }: Row): ReadEntry {
  const { data = null } = HubFact.safeParse(JSON.parse(fact))
  return { ...place, by: actor, from: origin, commandId: command, fact: data }
}

/**
 * Looks through the whole chain, up to where it ended when the look began, because nodes write meanwhile. `firstBroken`: the
 * first fact that is not as it was written, or null; `upTo`: how far it looked.
 */
export async function chainState({ db }: Store): Promise<ChainState> {
  const head = await headOf(db)
  const upTo = head.number
  let before = ''
  let number = 0
  while (number < upTo) {
    const rows: Row[] = await db<Row>('record_facts')
      .whereBetween('number', [number + 1, upTo])
      .orderBy('number')
      .limit(1_000)
    for (const row of rows) {
      if (row.number !== number + 1 || linkOf(before, row) !== row.hash)
        return { firstBroken: number + 1, upTo }
      before = row.hash
      number = row.number
    }
    if (rows.length === 0) return { firstBroken: number + 1, upTo }
  }
  if (head.hash !== before) return { firstBroken: number + 1, upTo }
  const beyond = await db<Row>('record_facts').where('number', '>', upTo).orderBy('number').first('number')
  // A fact and the head that tells of it are written in one transaction.
  const isSurplus = beyond !== undefined && (await headOf(db)).number < beyond.number
  return { firstBroken: isSurplus ? beyond.number : null, upTo }
}
