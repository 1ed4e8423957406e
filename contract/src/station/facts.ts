import { z } from 'zod'
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
/** A customer at a kiosk has got nowhere for so long, ms; `touches`: of its screen meanwhile. */
export const KioskStayNoted = fact(
  'KioskStayNoted',
  { stationId: StationId, forMs: z.number().int().min(0), touches: z.number().int().min(0) },
  { seenBy: STAFF_AND_REGION },
)
/** That customer has left, or has a ticket. */
export const KioskStayEnded = fact('KioskStayEnded', { stationId: StationId }, { seenBy: STAFF_AND_REGION })
