import { daysBetween, refuse } from '@service-hall/contract'
import type { FigureRow, FiguresQuery, HallId, Refusal } from '@service-hall/contract'
import { pathOf, sees } from '../access/may.ts'
import type { Account } from '../access/state.ts'
import type { HubState } from '../capabilities.ts'
import type { Store } from '../core/store.ts'
import { queryRollups } from '../rollup/query/store.ts'

/** A hall has so many times more cells of an hour, or a minute, than of a day. */
const WEIGHT = { minute: 60, hour: 6, day: 1 } as const
/** Days of halls that one query may read. */
const MOST_HALL_DAYS = 130_000

/** The halls of a place that somebody asks for; a refusal where they do not see it. */
export function hallsAt(
  state: HubState,
  account: Account,
  { place, tier }: Pick<FiguresQuery, 'place' | 'tier'>,
): HallId[] | Refusal {
  if ('hallId' in place)
    return sees(state, account, place) ? [place.hallId] : refuse('organisation.unknownHall')
  if (!sees(state, account, place)) return refuse('organisation.unknownRegion')
  return [...state.halls.values()]
    .filter((hall) => tier === undefined || hall.tier === tier)
    .filter(({ regionId }) => pathOf(state, regionId).includes(place.regionId))
    .map(({ hallId }) => hallId)
}

/**
 * Why figures of these halls cannot be answered although they were asked for rightly: a hall, or who asks, was moved while
 * they were gathered. Null: they can.
 */
export function seenNoMore(
  state: HubState,
  account: Account,
  asked: Pick<FiguresQuery, 'place' | 'tier'>,
  halls: readonly HallId[],
): Refusal | null {
  const now = hallsAt(state, account, asked)
  if ('ok' in now) return now
  const seen = new Set(now)
  return halls.every((hallId) => seen.has(hallId)) ? null : { ...refuse('history.busy'), retryAfterMs: 1_000 }
}

/** Whether a query reads more than one may. */
export function isTooMuch({ from, to, grain }: FiguresQuery, halls: number): boolean {
  return halls * (daysBetween(from, to) + 1) * WEIGHT[grain] > MOST_HALL_DAYS
}

export async function figuresOf(
  store: Store,
  halls: readonly HallId[],
  { from, to, grain, by, measures, wait, handling, limit, after, ...query }: FiguresQuery,
): Promise<{ rows: FigureRow[]; next: FigureRow['key'] | null }> {
  const { service, counter, staff, machine } = query
  const { rows, next } = await queryRollups(store, {
    ...{ from, to, grain, halls, by, measures, limit },
    only: {
      ...(service && { service }),
      ...(counter && { counter }),
      ...(staff && { staff }),
      ...(machine && { machine }),
    },
    percentiles: { wait, handling },
    ...(after && { after }),
  })
  const figures = rows.map(({ key, sums, percentiles }) => ({
    ...{ key: [...key], sums },
    wait: percentiles.wait ?? [],
    handling: percentiles.handling ?? [],
  }))
  return { rows: figures, next: next && [...next] }
}
