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
]

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
}

/** What a fact changes in the index; in the transaction that writes the fact. */
export async function noteRaised(trx: Knex, row: Omit<HistoryRow, 'cleared' | 'reopened'>): Promise<void> {
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

export type HistoryQuery = {
  halls: readonly HallId[]
  kind?: AlertKind | undefined
  /** Raised before this stamp, or at it and with a lesser id. */
  before?: { raised: number; alert: string } | undefined
  limit: number
}

/** Alerts of halls, the latest first. */
export async function pastAlerts({ db, postgres }: Store, query: HistoryQuery): Promise<HistoryRow[]> {
  const { halls, kind, before, limit } = query
  const list = JSON.stringify(halls)
  const inHalls = postgres
    ? 'hall IN (SELECT jsonb_array_elements_text(?::jsonb))'
    : 'hall IN (SELECT value FROM json_each(?))'
  const found = db<HistoryRow>('alert_index').whereRaw(inHalls, [list])
  if (kind !== undefined) void found.where('kind', kind)
  if (before !== undefined) void found.whereRaw('(raised, alert) < (?, ?)', [before.raised, before.alert])
  const rows: HistoryRow[] = await found
    .orderBy([
      { column: 'raised', order: 'desc' },
      { column: 'alert', order: 'desc' },
    ])
    .limit(limit)
    .select('*')
  return rows
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
