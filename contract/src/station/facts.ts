import { ActorRef } from '../access.ts'
import { fact } from '../define/fact.ts'
import { StationId } from '../ids.ts'

export const StationConnected = fact('StationConnected', { stationId: StationId }, { seenBy: ['staff'] })
export const StationLost = fact('StationLost', { stationId: StationId }, { seenBy: ['staff'] })
export const StationEnrolled = fact(
  'StationEnrolled',
  { stationId: StationId, by: ActorRef },
  { seenBy: ['staff'] },
)
export const StationRevoked = fact(
  'StationRevoked',
  { stationId: StationId, by: ActorRef },
  { seenBy: ['staff'] },
)
