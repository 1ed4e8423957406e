import type { AlertId, AlertKind, HallId, HubFact, Severity } from '@service-hall/contract'
import type { Knex } from 'knex'
import type { Migration, Store } from '../../core/store.ts'
import type { ReadEntry } from '../../records/entry.ts'

/** Every alert that was ever raised, in one line: what a list of past ones is made of. The facts say the rest. */
export const historyMigrations: readonly Migration[] = [
  {
    name: 'alert-index-1',
    async up({ db }) {
      await db.raw(`CREATE TABLE alert_index (
        alert text PRIMARY KEY, kind text NOT NULL, hall text NOT NULL, subject text NOT NULL,
        severity text NOT NULL, raised bigint NOT NULL, cleared bigint, reopened integer NOT NULL)`)
      await db.raw('CREATE INDEX alert_index_raised ON alert_index (raised)')
      await db.raw('CREATE INDEX alert_index_hall ON alert_index (hall, raised)')
    },
  },
  {
    name: 'alert-index-2',
    async up({ db }) {
      await db.raw('ALTER TABLE alert_index ADD COLUMN taken bigint')
      await db.raw('ALTER TABLE alert_index ADD COLUMN who text')
      await fillTaken(db)
    },
  },
]

/** Who took the alerts of earlier releases, from the facts. */
async function fillTaken(db: Knex): Promise<void> {
  for (let after = 0; ;) {
    const rows: FactRow[] = await db<FactRow>('record_facts')
      .where('stream', 'like', 'alert:%')
      .where('number', '>', after)
      .orderBy('number')
      .limit(1_000)
    for (const { at, actor, fact } of rows)
      await noteTaken(db, [JSON.parse(fact) as HubFact], { at: Number(at), by: actor })
    const last = rows.at(-1)
    if (!last) return
    after = Number(last.number)
  }
}

export type HistoryRow = {
  alert: AlertId
  kind: AlertKind
  hall: HallId
  subject: string
  severity: Severity
  /** Stamps of the nodes, epoch ms. */
  raised: number
  cleared: number | null
  reopened: number
  /** When somebody took it, epoch ms, and who: whom it was given to, else who took it; null: nobody. */
  taken: number | null
  who: string | null
}

/** What a fact changes in the index; in the transaction that writes the fact. */
export async function noteRaised(
  trx: Knex,
  row: Omit<HistoryRow, 'cleared' | 'reopened' | 'taken' | 'who'>,
): Promise<void> {
  await trx('alert_index')
    .insert({ ...row, cleared: null, reopened: 0 })
    .onConflict('alert')
    .ignore()
}

export async function noteReopened(trx: Knex, alert: AlertId, reopened: number): Promise<void> {
  await trx('alert_index').where({ alert }).update({ cleared: null, reopened })
}

export async function noteWorse(trx: Knex, alert: AlertId): Promise<void> {
  await trx('alert_index').where({ alert }).update({ severity: 'critical' })
}

export async function noteCleared(trx: Knex, alert: AlertId, cleared: number): Promise<void> {
  await trx('alert_index').where({ alert }).update({ cleared })
}

/** Who takes an alert, or is given it; in the transaction that writes the fact. */
export async function noteTaken(
  trx: Knex,
  facts: readonly HubFact[],
  { at, by }: { at: number; by: string },
): Promise<void> {
  for (const fact of facts) {
    if (fact.type === 'AlertAcknowledged') {
      await trx('alert_index').where({ alert: fact.alertId }).whereNull('taken').update({ taken: at })
      await trx('alert_index')
        .where({ alert: fact.alertId })
        .whereNull('who')
        .update({ who: by.replace(/^account:/, '') })
    }
    if (fact.type === 'AlertAssigned' && fact.accountId !== null)
      await trx('alert_index').where({ alert: fact.alertId }).update({ who: fact.accountId })
  }
}

export type HistoryQuery = {
  halls: readonly HallId[]
  kind?: AlertKind | undefined
  severity?: Severity | undefined
  /** An account; empty: nobody took it. */
  who?: string | undefined
  /** Raised in `[from, to)`, epoch ms. */
  from?: number | undefined
  to?: number | undefined
  /** Raised before this stamp, or at it and with a lesser id. */
  before?: { raised: number; alert: string } | undefined
  limit: number
}

/** Alerts of halls, the latest first. */
export async function pastAlerts({ db, postgres }: Store, query: HistoryQuery): Promise<HistoryRow[]> {
  const { halls, kind, severity, who, from, to, before, limit } = query
  const list = JSON.stringify(halls)
  const inHalls = postgres
    ? 'hall IN (SELECT jsonb_array_elements_text(?::jsonb))'
    : 'hall IN (SELECT value FROM json_each(?))'
  const found = db<HistoryRow>('alert_index').whereRaw(inHalls, [list])
  if (kind !== undefined) void found.where('kind', kind)
  if (severity !== undefined) void found.where('severity', severity)
  if (who === '') void found.whereNull('who')
  else if (who !== undefined) void found.where('who', who)
  if (from !== undefined) void found.where('raised', '>=', from)
  if (to !== undefined) void found.where('raised', '<', to)
  if (before !== undefined) void found.whereRaw('(raised, alert) < (?, ?)', [before.raised, before.alert])
  const rows: HistoryRow[] = await found
    .orderBy([
      { column: 'raised', order: 'desc' },
      { column: 'alert', order: 'desc' },
    ])
    .limit(limit)
    .select('*')
  return rows.map(({ taken, ...row }) => ({ ...row, taken: taken === null ? null : Number(taken) }))
}

type FactRow = { number: number; stream: string; version: number; at: number; actor: string; fact: string }

/** All facts of one record, the first first. */
export async function factsOfRecord(
  { db }: Store,
  stream: string,
  known: (fact: unknown) => HubFact | null,
): Promise<Omit<ReadEntry, 'from' | 'commandId'>[]> {
  const rows: FactRow[] = await db<FactRow>('record_facts').where({ stream }).orderBy('version').limit(1_000)
  return rows.map(({ number, version, at, actor, fact }) => ({
    ...{ number, stream, version, at, by: actor, fact: known(JSON.parse(fact)) },
  }))
}
