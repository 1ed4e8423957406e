import { DIMENSIONS, MEASURES } from '@service-hall/contract'
import type { Dimension, Grain, HallId, MeasureName } from '@service-hall/contract'
import type { Store } from '../../core/store.ts'
import { addSketch, percentilesOf } from '../sketch.ts'
import type { Sketch } from '../sketch.ts'

/** Times of which percentiles can be asked. */
export const TIMES = ['wait', 'handling'] as const
export type Time = (typeof TIMES)[number]

/** By what a row is known: as many values as there are dimensions asked, in their order. */
export type RowKey = readonly (string | number)[]

export type RollupQuery = {
  /** First and last local day, `YYYY-MM-DD`, both inside. */
  from: string
  to: string
  /** Cells that are added up; the coarsest that tells the dimensions apart is the quickest. Default: `day`. */
  grain?: Grain
  /** Absent: of all halls; none: of none. */
  halls?: readonly HallId[]
  /** Only these; '' stands for figures that belong to none (a ticket that was issued has no counter yet). */
  only?: { [Name in 'service' | 'counter' | 'staff' | 'machine']?: readonly string[] }
  by: readonly Dimension[]
  measures: readonly MeasureName[]
  /** Percentiles of times, 0…100. */
  percentiles?: { [Name in Time]?: readonly number[] }
  /** Rows of a page, 1…1,000. Default: 200. */
  limit?: number
  /** Rows behind the one with this key: `next` of the page before. */
  after?: RowKey
}

export type RollupRow = {
  key: RowKey
  /** In the order of `measures`; times in ms. */
  sums: number[]
  /** In the order asked, ms; null: nobody waited, or was served. */
  percentiles: { [Name in Time]?: (number | null)[] }
}
export type RollupPage = { rows: RollupRow[]; next: RowKey | null }

const LIMIT = 200
const MOST = 1_000

/**
 * Figures of a period by any dimensions, in the order of their keys, page by page. Sums are exact; a mean is a sum by its
 * count (`waitMs / waits`, `handlingMs / served`). Percentiles are of all single times together, never means of
 * percentiles; each is at most half a second too little, and at most half a second and 0.8 % too much (`percentilesOf`).
 * With no dimensions there is one row, or none when nothing happened.
 */
export async function queryRollups(store: Store, query: RollupQuery): Promise<RollupPage> {
  const { by, measures, percentiles = {} } = query
  const limit = Math.min(MOST, Math.max(1, query.limit ?? LIMIT))
  const times = TIMES.filter((time) => (percentiles[time]?.length ?? 0) > 0)
  const found = await rowsOf(store, query, times, limit + 1)
  const rows = found.slice(0, limit).map((row): RollupRow => ({
    key: by.map((dimension) => row[dimension] ?? ''),
    sums: measures.map((measure) => Number(row[measure] ?? 0)),
    percentiles: Object.fromEntries(
      times.map((time) => [time, percentilesOf(sketchOf(row[time]), percentiles[time] ?? [])]),
    ),
  }))
  return { rows, next: found.length > limit ? (rows.at(-1)?.key ?? null) : null }
}

type Found = Readonly<Record<string, string | number | null>>

async function rowsOf(
  { past: db, postgres }: Store,
  { from, to, grain = 'day', halls, only = {}, by, measures, after }: RollupQuery,
  times: readonly Time[],
  limit: number,
): Promise<Found[]> {
  const all = db.unionAll(
    [db('rollups'), db('settled')].map((table) => table.where({ grain }).whereBetween('day', [from, to])),
  )
  const query = db.from(all.as('cells'))
  if (halls) query.whereRaw(oneOf('hall', postgres), [JSON.stringify(halls)])
  for (const name of ['service', 'counter', 'staff', 'machine'] as const)
    if (only[name]) query.whereRaw(oneOf(name, postgres), [JSON.stringify(only[name])])
  const columns = by.filter((dimension) => DIMENSIONS.includes(dimension))
  if (after && columns.length > 0)
    query.whereRaw(`(${columns.join(', ')}) > (${columns.map(() => '?').join(', ')})`, [...after])
  for (const sum of MEASURES.filter((one) => measures.includes(one))) query.sum({ [sum]: sum })
  const join = postgres ? 'string_agg' : 'group_concat'
  for (const time of times) query.select(db.raw(`${join}(nullif(??, ''), ' ') AS ??`, [time, time]))
  // One row of nothing is none.
  query.count({ many: '*' }).havingRaw('count(*) > 0')
  if (columns.length > 0) query.select(columns).groupBy(columns).orderBy(columns)
  return (await query.limit(limit)) as Found[]
}

function oneOf(column: string, postgres: boolean): string {
  return postgres
    ? `${column} IN (SELECT jsonb_array_elements_text(?::jsonb))`
    : `${column} IN (SELECT value FROM json_each(?))`
}

function sketchOf(text: string | number | null | undefined): Sketch {
  const sketch: Sketch = new Map()
  addSketch(sketch, String(text ?? ''))
  return sketch
}
