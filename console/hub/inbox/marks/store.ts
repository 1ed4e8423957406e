import type { HallId, Mark } from '@service-hall/contract'
import type { Store } from '../../core/store.ts'

type MarkRow = Mark & { hall: HallId; ordinal: number }

/** The latest mark of each of these epochs that has one, by `keyOf`. */
export async function latestMarks(
  { db, postgres }: Store,
  epochs: readonly { hallId: HallId; ordinal: number }[],
): Promise<Map<string, Mark>> {
  const [hall, ordinal] = postgres ? ['row->>0', '(row->>1)::int'] : ['row.value ->> 0', 'row.value ->> 1']
  const asked = postgres ? 'jsonb_array_elements(?::jsonb) AS row' : 'jsonb_each(?) AS row'
  const answer: unknown = await db.raw(
    `SELECT marks.* FROM ${asked} ${postgres ? 'JOIN' : 'CROSS JOIN'} marks
       ON marks.hall = ${hall} AND marks.ordinal = ${ordinal} AND marks.number =
         (SELECT max(number) FROM marks AS of_it WHERE of_it.hall = ${hall} AND of_it.ordinal = ${ordinal})`,
    [JSON.stringify(epochs.map(({ hallId, ordinal: of }) => [hallId, of]))],
  )
  const rows = (postgres ? (answer as { rows: MarkRow[] }).rows : answer) as MarkRow[]
  return new Map(
    rows.map(({ hall: hallId, ordinal: of, number, mark }) => [keyOf(hallId, of), { number, mark }]),
  )
}

/** Names an epoch of a hall. */
export const keyOf = (hallId: string, ordinal: number): string => JSON.stringify([hallId, ordinal])
