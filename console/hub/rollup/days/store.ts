import type { HallId } from '@service-hall/contract'
import type { Knex } from 'knex'
import type { Store } from '../../core/store.ts'

/** From which fact to which something was added to a day of a hall. */
export type DaySpan = { first: number; last: number }
type Row = DaySpan & { hall: HallId; day: string }

/** Which facts of halls the figures of their days are made of, gathered before it is kept. */
export class DaySpans {
  readonly #rows = new Map<string, Row>()

  note(hall: HallId, day: string, number: number): void {
    const key = `${hall}\n${day}`
    const { first, last } = this.#rows.get(key) ?? { first: number, last: number }
    this.#rows.set(key, { hall, day, first: Math.min(first, number), last: Math.max(last, number) })
  }

  rows(): Row[] {
    return [...this.#rows.values()]
  }
}

/** Widens what is kept. */
export async function mergeSpans(trx: Knex, postgres: boolean, spans: DaySpans): Promise<void> {
  const rows = spans.rows()
  if (rows.length === 0) return
  const json = JSON.stringify(rows.map(({ hall, day, first, last }) => [hall, day, first, last]))
  const [least, greatest] = postgres ? ['least', 'greatest'] : ['min', 'max']
  const from = postgres
    ? `SELECT row->>0, row->>1, (row->>2)::bigint, (row->>3)::bigint FROM jsonb_array_elements(?::jsonb) AS row`
    : `SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM jsonb_each(?) WHERE true`
  await trx.raw(
    `INSERT INTO spans (hall, day, "first", "last") ${from} ON CONFLICT (hall, day) DO UPDATE SET
       "first" = ${least}(spans."first", excluded."first"), "last" = ${greatest}(spans."last", excluded."last")`,
    [json],
  )
}

/** The facts that a day of a hall is made of lie between these; null: nothing was added to it. */
export async function daySpan({ past }: Store, hall: HallId, day: string): Promise<DaySpan | null> {
  return (await past<Row>('spans').where({ hall, day }).first('first', 'last')) ?? null
}
