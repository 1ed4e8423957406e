import { table } from '@service-hall/contract'
import type { FactEntry } from '@service-hall/contract'
import type { HasView } from '../core/decision.ts'
import { asStored, migrations } from '../core/slice.ts'
import type { Slice } from '../core/slice.ts'

export type StationState = {
  /** Number of the fact that enrolled each station: a token of an earlier enrolment no longer opens anything. */
  enrolments: Record<string, number>
  /** Stations sent away: only an administrator lets them in again, no code known beforehand does. */
  revoked: Record<string, true>
}

/** What decisions about stations look at. */
export type WithStation = HasView & { station: StationState }

export const stationSlice: Slice<StationState> = {
  schema: 'station-1',
  empty: () => ({ enrolments: table(), revoked: table() }),
  evolve: evolveStation,
  migrate: migrations({ 'hall-3': asStored<StationState>, 'hall-2': asStored<StationState> }),
}

function evolveStation(state: StationState, { fact, number }: FactEntry): void {
  if (fact.type === 'StationEnrolled') {
    state.enrolments[fact.stationId] = number
    delete state.revoked[fact.stationId]
  } else if (fact.type === 'StationRevoked') {
    delete state.enrolments[fact.stationId]
    state.revoked[fact.stationId] = true
  }
}
