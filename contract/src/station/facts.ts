import { ActorRef, STAFF_AND_REGION } from '../access.ts'
import { fact } from '../define/fact.ts'
import { StationId } from '../ids.ts'

export const StationConnected = fact(
  'StationConnected',
  { stationId: StationId },
  { seenBy: STAFF_AND_REGION },
)
export const StationLost = fact('StationLost', { stationId: StationId }, { seenBy: STAFF_AND_REGION })
export const StationEnrolled = fact(
  'StationEnrolled',
  { stationId: StationId, by: ActorRef },
  { seenBy: STAFF_AND_REGION },
)
export const StationRevoked = fact(
  'StationRevoked',
  { stationId: StationId, by: ActorRef },
  { seenBy: STAFF_AND_REGION },
)
