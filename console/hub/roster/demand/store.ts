import type { HallId, PlanDay } from '@service-hall/contract'
import type { Store } from '../../core/store.ts'
import type { Came } from './forecast.ts'

type Span = { hallId: HallId; from: PlanDay; to: PlanDay }

/** Customers of a hall by day, half hour and service: of those facts that are kept and of those that are not. */
export async function cameTo({ past: db }: Store, { hallId, from, to }: Span): Promise<Came[]> {
  const both = db.unionAll(
    [db('rollups'), db('settled')].map((table) =>
      table
        .where({ hall: hallId, grain: 'minute' })
        .whereBetween('day', [from, to])
        .select('day', 'minute', 'service', 'issued'),
    ),
  )
  const rows: { day: PlanDay; slot: number; service: string; count: number }[] = await db
    .from(both.as('cells'))
    .where('issued', '<>', 0)
    .select('day', 'service', db.raw('minute / 30 AS slot'))
    .sum({ count: 'issued' })
    .groupByRaw('day, service, minute / 30')
  return rows.map(({ day, slot, service, count }) => ({
    day,
    slot: Number(slot),
    service,
    count: Number(count),
  }))
}

/** How long cases of each service took in these days: their number, and ms in all. */
export async function handledIn(
  { past: db }: Store,
  { hallId, from, to }: Span,
): Promise<Map<string, { served: number; handlingMs: number }>> {
  const both = db.unionAll(
    [db('rollups'), db('settled')].map((table) =>
      table
        .where({ hall: hallId, grain: 'day' })
        .whereBetween('day', [from, to])
        .select('service', 'served', 'handlingMs'),
    ),
  )
  const rows: { service: string; served: number; handlingMs: number }[] = await db
    .from(both.as('cells'))
    .select('service')
    .sum({ served: 'served', handlingMs: 'handlingMs' })
    .groupBy('service')
  return new Map(
    rows.map(({ service, served, handlingMs }) => [
      service,
      { served: Number(served), handlingMs: Number(handlingMs) },
    ]),
  )
}
