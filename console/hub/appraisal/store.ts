import { HubFact } from '@service-hall/contract'
import type { HallId } from '@service-hall/contract'
import type { Store } from '../core/store.ts'

export const CELL_SUMS = [
  ...['issued', 'waits', 'waitMs', 'served', 'handlingMs', 'noShows', 'ratings', 'levels', 'satisfied'],
] as const
/** Figures of a member of staff for a service on a day, with how long waits and cases were. */
export type StaffCell = Record<string, number> & { hall: HallId }
export type CellTexts = {
  hall: HallId
  staff: string
  service: string
  day: string
  wait: string
  handling: string
}

/** All cells of these halls in these days, told apart by hall, staff, service and day. */
export async function cellsOf(
  { past: db, postgres }: Store,
  halls: readonly HallId[],
  { from, to }: { from: string; to: string },
): Promise<(CellTexts & Record<string, string | number>)[]> {
  const both = db.unionAll(
    [db('rollups'), db('settled')].map((table) =>
      table.where({ grain: 'day' }).whereBetween('day', [from, to]),
    ),
  )
  const one = postgres
    ? 'hall IN (SELECT jsonb_array_elements_text(?::jsonb))'
    : 'hall IN (SELECT value FROM json_each(?))'
  const keys = ['hall', 'staff', 'service', 'day']
  const query = db
    .from(both.as('cells'))
    .whereRaw(one, [JSON.stringify(halls)])
    .select(keys)
    .groupBy(keys)
  for (const name of CELL_SUMS) query.sum({ [name]: name })
  const join = postgres ? 'string_agg' : 'group_concat'
  for (const name of ['wait', 'handling'])
    query.select(db.raw(`${join}(nullif(??, ''), ' ') AS ??`, [name, name]))
  return (await query) as (CellTexts & Record<string, string | number>)[]
}

type Row = { fact: string }

/** What was closed, as its fact has it; null: there is none. */
export async function closedFact(
  { db }: Store,
  stream: string,
): Promise<Extract<HubFact, { type: 'AppraisalClosed' }> | null> {
  const row: Row | undefined = await db<Row & { stream: string; version: number }>('record_facts')
    .where({ stream })
    .orderBy('version')
    .first()
  const { data } = HubFact.safeParse(row ? JSON.parse(row.fact) : null)
  return data?.type === 'AppraisalClosed' ? data : null
}
