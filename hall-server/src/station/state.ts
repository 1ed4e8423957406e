import type { FactEntry } from '@service-hall/contract'

/** Number of the fact that enrolled each station: a token of an earlier enrolment no longer opens anything. */
export interface StationState {
  enrolments: Record<string, number>
}

export function emptyStation(): StationState {
  return { enrolments: {} }
}

export function evolveStation(state: StationState, { fact, number }: FactEntry): void {
  if (fact.type === 'StationEnrolled') state.enrolments[fact.stationId] = number
  else if (fact.type === 'StationRevoked') delete state.enrolments[fact.stationId]
}
