import { appraised, ranked } from '@service-hall/contract'
import type {
  AppraisalQuery,
  AppraisalRow,
  HallId,
  IndicatorSetVersion,
  StaffNumber,
} from '@service-hall/contract'
import { pathOf, sees } from '../access/may.ts'
import type { Account } from '../access/state.ts'
import type { HubState } from '../capabilities.ts'
import type { Store } from '../core/store.ts'
import type { LiveRegion } from '../live/live-region.ts'
import { Gathered } from './gathered.ts'
import { setOf } from './set-of.ts'
import { cellsOf } from './store.ts'

type Ports = { store: Store; state: HubState; live: LiveRegion }
type Subject = { gathered: Gathered; hallId: HallId; sources: AppraisalRow['sources'] }

/** Halls of a region, of one tier where it is asked, that somebody sees. */
function hallsIn(state: HubState, account: Account, { regionId, tier }: AppraisalQuery): HallId[] {
  return [...state.halls.values()]
    .filter((hall) => pathOf(state, hall.regionId).includes(regionId) && (!tier || hall.tier === tier))
    .filter(({ hallId }) => sees(state, account, { hallId }))
    .map(({ hallId }) => hallId)
}

/**
 * Appraises all of a kind in a region: halls by all that happened in them; staff whose home is one of the halls, by their
 * own cases in any of these. Halls are ranked as asked, within a tier where one is named.
 */
export async function appraisalTable(
  { store, state, live }: Ports,
  account: Account,
  query: AppraisalQuery,
): Promise<{ set: IndicatorSetVersion; rows: Omit<AppraisalRow, 'name'>[] }> {
  const set = setOf(state, query.kind, query.regionId, query.from)
  const halls = hallsIn(state, account, query)
  const subjects = new Map<string, Subject>()
  const begin = (subject: string, hallId: HallId): void => {
    subjects.set(subject, { gathered: new Gathered(), hallId, sources: [] })
  }
  if (query.kind === 'hall') for (const hallId of halls) begin(hallId, hallId)
  else
    for (const person of state.people.values())
      if (halls.includes(person.hallId) && person.kinds.includes(query.kind))
        begin(person.number, person.hallId)
  const numbers = new Map(halls.map((hallId) => [hallId, staffNumbers(live, hallId)]))
  for (const cell of await cellsOf(store, halls, query)) {
    const subject = query.kind === 'hall' ? cell.hall : numbers.get(cell.hall)?.get(cell.staff)
    const found = subject === undefined ? undefined : subjects.get(subject)
    if (!found) continue
    found.gathered.add(cell, set)
    const staffId = query.kind === 'hall' ? null : cell.staff
    const isKnown = found.sources.some((one) => one.hallId === cell.hall && one.staffId === staffId)
    if (!isKnown) found.sources.push({ hallId: cell.hall, staffId })
  }
  const rows = [...subjects].map(([subject, { gathered }]) =>
    appraised(subject, set.indicators, gathered.figures(), gathered.spreads()),
  )
  return {
    set,
    rows: ranked(rows).map((row) => {
      const { hallId, sources } = subjects.get(row.subject) as Subject
      return { ...row, hallId, sources }
    }),
  }
}

/** Staff numbers by the ids that a hall has for its staff. */
function staffNumbers(live: LiveRegion, hallId: HallId): Map<string, StaffNumber> {
  const { config } = live.hall(hallId).view
  return new Map(config?.staff.map(({ id, number }) => [id, number as StaffNumber]) ?? [])
}
