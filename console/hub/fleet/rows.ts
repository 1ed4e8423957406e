import type {
  DriftQuery,
  DriftRow,
  DriftState,
  HallId,
  MachineBrief,
  StationId,
  StationSettings,
} from '@service-hall/contract'
import { DRIFT_ROWS, DRIFT_STATES } from '@service-hall/contract'
import { pathOf, sees } from '../access/may.ts'
import type { Account } from '../access/state.ts'
import { boundAt } from '../ledger/state.ts'
import type { LiveHall } from '../live/live-hall.ts'
import type { ConsolePorts } from '../ports.ts'
import { driftOf, machinesOf } from './drift.ts'
import type { Drift } from './drift.ts'
import { askedLookUp } from './layers.ts'
import type { Asked, HallStation } from './layers.ts'

type State = ConsolePorts['records']['state']
type Found = { live: LiveHall; station: HallStation; asked: Asked; drift: Drift; asset: DriftRow['asset'] }

/** Machines that somebody sees and that fit, with how they stand to what was asked of them. */
function machines(
  { records, live: region }: Pick<ConsolePorts, 'records' | 'live'>,
  account: Account,
  query: DriftQuery,
): Found[] {
  const { state } = records
  const asked = askedLookUp(state)
  const isWanted = (hallId: HallId): boolean => {
    if (query.hall !== undefined && query.hall !== hallId) return false
    const regionId = state.halls.get(hallId)?.regionId
    return (
      query.region === undefined || (regionId !== undefined && pathOf(state, regionId).includes(query.region))
    )
  }
  return [...state.halls.values()]
    .filter(({ hallId, key }) => key !== null && isWanted(hallId) && sees(state, account, { hallId }))
    .flatMap(({ hallId }) => {
      const live = region.hall(hallId)
      return machinesOf(live).flatMap((station): Found[] => {
        const asset = assetOf(state, hallId, station.id)
        if (query.kind !== undefined && query.kind !== station.kind && query.kind !== asset?.kind) return []
        const wanted = asked(hallId, station)
        const drift = driftOf(state, { live, stationId: station.id, asked: wanted })
        return [{ live, station, asked: wanted, drift, asset }]
      })
    })
}

function assetOf(state: State, hallId: HallId, stationId: StationId): DriftRow['asset'] {
  const assetId = state.bindings.get(boundAt(hallId, { of: 'station', stationId }))
  const asset = assetId === undefined ? undefined : state.assets.get(assetId)
  return asset ? { assetId: asset.assetId, kind: asset.kind } : null
}

const rank = ({ drift }: Found): number => DRIFT_STATES.indexOf(drift.state)
const differs = (state: DriftState): boolean => state !== 'same' && state !== 'free'

/** One page of how machines stand to what was asked of them, what needs somebody first, the longest first. */
export function driftPage(
  ports: Pick<ConsolePorts, 'records' | 'live'>,
  account: Account,
  query: DriftQuery,
): { rows: DriftRow[]; total: number; counts: Partial<Record<DriftState, number>> } {
  const all = machines(ports, account, query)
  const counts: Partial<Record<DriftState, number>> = {}
  for (const { drift } of all) counts[drift.state] = (counts[drift.state] ?? 0) + 1
  const { state } = query
  const isShown = ({ drift }: Found): boolean =>
    state === 'any' || (state === undefined ? differs(drift.state) : drift.state === state)
  const shown = all
    .filter(isShown)
    .sort((a, b) => rank(a) - rank(b) || (a.drift.since ?? 0) - (b.drift.since ?? 0))
  const from = query.from ?? 0
  return { rows: shown.slice(from, from + DRIFT_ROWS).map(rowOf), total: shown.length, counts }
}

function rowOf({ live, station, asked, drift, asset }: Found): DriftRow {
  const { state, parts, report, goesBy, online, since, code, detail } = drift
  const version = { version: report?.release ?? null }
  return {
    ...{ hallId: live.hallId, stationId: station.id, name: station.name, kind: station.kind },
    ...{ asset, online, state, parts, since, code, detail },
    asked: { ...briefOf(asked.asksSettings ? asked.settings : null), version: asked.version },
    reported:
      goesBy === undefined
        ? { power: undefined, playlist: undefined, ...version }
        : { ...briefOf(goesBy), ...version },
    reportedAt: report?.since ?? null,
  }
}

function briefOf(settings: StationSettings | null): Omit<MachineBrief, 'version'> {
  const { power = null, playlist = null } = settings ?? {}
  return {
    power: power && { ...power, days: power.days.length },
    playlist: playlist && playlist.items.length,
  }
}
