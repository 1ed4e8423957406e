import type { AccountId, RefusalCode, ReportOrder, ReportState, ScheduleId } from '@service-hall/contract'
import type { Knex } from 'knex'
import type { Migration, Store } from '../core/store.ts'

export const reportMigrations: readonly Migration[] = [
  {
    name: 'reports-1',
    async up({ db, postgres }) {
      await db.raw(`CREATE TABLE reports (
        id text PRIMARY KEY, account text NOT NULL, schedule text, spec text NOT NULL, state text NOT NULL,
        rows_done integer NOT NULL, made_at bigint NOT NULL, node text, beat integer NOT NULL, size integer NOT NULL,
        code text, bytes ${postgres ? 'bytea' : 'blob'})`)
      await db.raw('CREATE INDEX reports_by_account ON reports (account, made_at)')
      await db.raw('CREATE INDEX reports_by_state ON reports (state)')
    },
  },
]

type Row = {
  id: string
  account: AccountId
  schedule: ScheduleId | null
  spec: string
  state: ReportState
  rows_done: number
  made_at: number
  node: string | null
  beat: number
  size: number
  code: RefusalCode | null
}

/** A report, ordered, being made, or made. */
export type Job = Omit<Row, 'spec'> & { order: ReportOrder }

const COLUMNS = [
  ...['id', 'account', 'schedule', 'spec', 'state', 'rows_done', 'made_at', 'node', 'beat', 'size', 'code'],
] as const
/** Reports that an account keeps; the oldest that are over go first. */
const KEPT = 40
/** Reports of one account that are not made yet. */
const MOST_OPEN = 5
const OPEN: readonly ReportState[] = ['waiting', 'running']

/** Reports of all nodes: whoever is free makes the next one. */
export class Reports {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  /** Takes an order once by its id. Answers false when the account has too many that are not made yet. */
  async add(
    id: string,
    {
      account,
      schedule,
      order,
      at,
    }: { account: AccountId; schedule: ScheduleId | null; order: ReportOrder; at: number },
  ): Promise<boolean> {
    return this.#store.write(async (trx) => {
      if (await rowsOf(trx).where({ id }).first('id')) return true
      const own: Pick<Row, 'id' | 'state'>[] = await rowsOf(trx)
        .where({ account })
        .orderBy('made_at', 'desc')
        .select('id', 'state')
      if (schedule === null && own.filter(({ state }) => OPEN.includes(state)).length >= MOST_OPEN)
        return false
      const over = own.slice(KEPT - 1).filter(({ state }) => !OPEN.includes(state))
      await rowsOf(trx)
        .whereIn(
          'id',
          over.map((one) => one.id),
        )
        .delete()
      const fresh = { state: 'waiting' as const, rows_done: 0, node: null, beat: 0, size: 0, code: null }
      await rowsOf(trx)
        .insert({ id, account, schedule, spec: JSON.stringify(order), made_at: at, ...fresh })
        .onConflict('id')
        .ignore()
      return true
    })
  }

  async ofAccount(account: AccountId): Promise<Job[]> {
    const rows: Row[] = await rowsOf(this.#store.db)
      .where({ account })
      .orderBy('made_at', 'desc')
      .select(...COLUMNS)
    return rows.map(jobOf)
  }

  async find(account: AccountId, id: string): Promise<Job | null> {
    const row: Row | undefined = await rowsOf(this.#store.db)
      .where({ account, id })
      .first(...COLUMNS)
    return row ? jobOf(row) : null
  }

  async bytesOf(id: string): Promise<Uint8Array | null> {
    const row: { bytes: Uint8Array | null } | undefined = await this.#store
      .db<{ id: string; bytes: Uint8Array | null }>('reports')
      .where({ id, state: 'done' } as never)
      .first('bytes')
    return row?.bytes ?? null
  }

  /** Not made, or not any more; one that is over goes altogether. */
  async cancel(account: AccountId, id: string): Promise<void> {
    const rows = () => rowsOf(this.#store.db).where({ account, id })
    const cancelled = await rows().whereIn('state', OPEN).update({ state: 'cancelled' })
    if (cancelled === 0) await rows().whereNotIn('state', OPEN).delete()
  }

  /** Those that wait, and those that somebody makes. */
  async open(): Promise<Job[]> {
    const rows: Row[] = await rowsOf(this.#store.db)
      .whereIn('state', OPEN)
      .orderBy('made_at')
      .limit(100)
      .select(...COLUMNS)
    return rows.map(jobOf)
  }

  /** Takes a report to make it, if it still is as it was seen. */
  async take({ id, state, beat }: Job, node: string): Promise<boolean> {
    const taken = await rowsOf(this.#store.db)
      .where({ id, state, beat })
      .update({ state: 'running', node, beat: beat + 1, rows_done: 0 })
    return taken === 1
  }

  /** Says that it is still being made. Answers false when it is not to be: it was cancelled, or taken over. */
  async beat(id: string, node: string, rows_done: number): Promise<boolean> {
    const rows = rowsOf(this.#store.db).where({ id, node, state: 'running' })
    return (await rows.update({ rows_done, beat: this.#store.db.raw('beat + 1') as never })) === 1
  }

  async finish(
    id: string,
    node: string,
    made: { rows_done: number; bytes: Buffer } | RefusalCode,
  ): Promise<void> {
    const change =
      typeof made === 'string'
        ? { state: 'failed', code: made }
        : { state: 'done', rows_done: made.rows_done, size: made.bytes.length, bytes: made.bytes }
    await rowsOf(this.#store.db)
      .where({ id, node, state: 'running' })
      .update(change as never)
  }
}

const rowsOf = (db: Knex) => db<Row>('reports')

function jobOf({ spec, ...row }: Row): Job {
  return { ...row, order: JSON.parse(spec) as ReportOrder }
}
