import type { FactEntry } from '@service-hall/contract'

export type StationState = {
  /** Number of the fact that enrolled each station: a token of an earlier enrolment no longer opens anything. */
  enrolments: Record<string, number>
  /** Stations sent away: only an administrator lets them in again, no code known beforehand does. */
  revoked: Record<string, true>
}

export function emptyStation(): StationState {
  return { enrolments: {}, revoked: {} }
}

export function evolveStation(state: StationState, { fact, number }: FactEntry): void {
  if (fact.type === 'StationEnrolled') {
    state.enrolments[fact.stationId] = number
    delete state.revoked[fact.stationId]
  } else if (fact.type === 'StationRevoked') {
    delete state.enrolments[fact.stationId]
    state.revoked[fact.stationId] = true
  }
}
